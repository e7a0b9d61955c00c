//! Pictures of a letter that is answered, which its HTML calls by where they lay
//! (Content-Location, RFC 2557).

use crate::stage::Desk;
use e2e::fixture::Postfix;
use e2e::scene::USER;

/// A letter with a picture of 2 by 1 points at an address of its own.
fn saved_page() -> String {
    const GIF: &str = "R0lGODlhAgABAIAAAAAAAP///yH5BAAAAAAALAAAAAACAAEAAAICBAoAOw==";
    format!(
        "From: Ada <ada@example.org>\r\nTo: {USER}@{}\r\nSubject: A saved page\r\n\
         Message-ID: <saved@example.org>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\
         Content-Location: http://a.example/x/page.html\r\n\r\n\
         --b\r\nContent-Type: text/html\r\n\r\n\
         <p>Look at this: <img src=\"pictures/one.gif\">\r\n\
         --b\r\nContent-Type: image/gif\r\nContent-Location: http://a.example/x/pictures/one.gif\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{GIF}\r\n--b--\r\n",
        Postfix::DOMAIN
    )
}

#[tokio::test]
#[ignore = "needs Chromium, Dovecot and Postfix; cargo xtask test brings them"]
async fn a_quoted_picture_that_is_called_by_its_location_is_seen_and_arrives() {
    let desk = Desk::posting(|maildir| maildir.deliver(saved_page().as_bytes())).await;
    let page = desk.page();
    page.the_one_with("row", "A saved page").await.click().await;
    page.the("heading", "A saved page").await;
    page.the("button", "Reply").await.click().await;
    page.the("dialog", "Re: A saved page").await;
    let is_shown = "field.querySelector('blockquote img')?.naturalWidth === 2";
    desk.in_text("the picture is shown in the quote", is_shown)
        .await;
    desk.write("Seen.").await;
    let to = page.the("combobox", "To").await;
    to.type_text(&format!("{USER}@{},", Postfix::DOMAIN)).await;
    desk.send().await;
    let arrived = desk.has("INBOX", 2).await;
    let answer = arrived.iter().find(|one| one.contains("Re: A saved page"));
    let answer = answer.expect("the answer is there");
    for part in [
        "multipart/related",
        "Content-Type: image/gif",
        "Content-ID: <",
        "src=3D\"cid:",
    ] {
        assert!(answer.contains(part), "{part}: {answer}");
    }
    assert!(!answer.contains("a.example/x"), "{answer}");
    // Whoever gets it sees the picture.
    page.the_one_with("row", "Re: A saved page")
        .await
        .click()
        .await;
    let is_seen = "[...document.querySelectorAll('.message-pane iframe')].some(frame =>
        frame.contentDocument?.querySelector('blockquote img')?.naturalWidth === 2)";
    desk.until("the picture is seen in the answer", is_seen)
        .await;
}
