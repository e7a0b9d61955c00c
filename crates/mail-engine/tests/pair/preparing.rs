//! Markup is made fit for an editor, and each question gets its own answer.

use demo_server::Profile;
use laboratory::Pair;
use mail_engine::{Change, LaterAction, LaterChange, Prepared, Preparing};

fn prepare(pair: &mut Pair, question: u32, content: Preparing) {
    pair.act(LaterAction::Prepare { question, content });
}

fn answers(pair: &Pair) -> Vec<(u32, Prepared)> {
    let facts = pair.page.facts.iter();
    let answers = facts.filter_map(|fact| match fact {
        Change::Later(LaterChange::Prepared { question, content }) => {
            Some((*question, content.clone()))
        }
        _ => None,
    });
    answers.collect()
}

#[test]
fn what_comes_into_an_editor_is_sanitized() {
    let hostile = "<p onclick=x>Hello<script>x()</script><img src=http://told.example/a>";
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    prepare(&mut pair, 7, Preparing::Content(hostile.to_owned()));
    prepare(&mut pair, 8, Preparing::Pasted(hostile.to_owned()));
    prepare(&mut pair, 9, Preparing::Text(hostile.to_owned()));
    pair.run_for(100);
    let answers = answers(&pair);
    assert_eq!(answers.len(), 3);
    for (question, content) in answers {
        match content {
            Prepared::Html(html) => {
                assert!(matches!(question, 7 | 8));
                assert!(html.as_str().contains("Hello"), "{html:?}");
                for part in ["onclick", "script", "x()"] {
                    assert!(!html.as_str().contains(part), "{part} in {html:?}");
                }
            }
            Prepared::Text(text) => assert_eq!((question, text.trim()), (9, "Hello")),
            Prepared::Failed(problem) => panic!("{question}: {problem:?}"),
        }
    }
}

#[test]
fn what_no_browser_should_lay_out_comes_as_text() {
    let mut pair = Pair::at_inbox(Profile::Full, 1);
    let deep = format!("{}deep", "<div>".repeat(400));
    prepare(&mut pair, 1, Preparing::Pasted(deep));
    pair.run_for(100);
    let answers = answers(&pair);
    let [(1, Prepared::Text(text))] = answers.as_slice() else {
        panic!("it is to be shown as HTML");
    };
    assert_eq!(text.trim(), "deep");
}
