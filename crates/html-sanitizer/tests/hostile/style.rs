//! What a message may look like.

use crate::{content, whole};

#[test]
fn styles_say_only_what_is_known() {
    let table = [
        ("COLOR : Red ! important", "color:red!important"),
        ("color:rgb( 1 , 2,3 )", "color:rgb(1,2,3)"),
        (
            "font:bold 12px/1.5 'A\"B', serif",
            "font:bold 12px / 1.5 'A\\22 B',serif",
        ),
        (
            "width:calc( 100% - (2 * 10px) )",
            "width:calc(100% - (2 * 10px))",
        ),
        (
            "background:linear-gradient(to right,#FFF 0%,rgba(0,0,0,.5))",
            "background:linear-gradient(to right,#fff 0%,rgba(0,0,0,.5))",
        ),
        (
            "background:#fff url(https://a.example/b) no-repeat",
            "background:#fff none no-repeat",
        ),
        ("position:fixed;top:0;color:red", "color:red"),
        ("position:/**/absolute", ""),
        (
            "position:relative;left:-99px;z-index:9",
            "position:relative",
        ),
        (
            "display:block;display:-webkit-box;display:grid",
            "display:block",
        ),
        ("width:expression(alert(1))", ""),
        ("width:ex\\pression(alert(1))", ""),
        ("-moz-binding:url(x);behavior:url(y)", ""),
        ("--a:red;color:var(--a)", ""),
        ("margin:-10px;margin-left:5px", "margin-left:5px"),
        ("text-indent:-9999px", ""),
        ("box-shadow:0 0 0 3000px red", ""),
        (
            "box-shadow:0 2px 4px rgba(0,0,0,.2)",
            "box-shadow:0 2px 4px rgba(0,0,0,.2)",
        ),
        (
            "color:oklch(62.8% 0.25 29 / 50%);background-color:hwb(194 0% 0%)",
            "color:oklch(62.8% 0.25 29 / 50%);background-color:hwb(194 0% 0%)",
        ),
        ("height:100vh;width:1e9px", ""),
        ("column-count:20000;columns:2", ""),
        (
            "content:'x';cursor:none;pointer-events:none;transform:scale(9);zoom:40",
            "",
        ),
        ("color:red;}p{color:blue", "color:red"),
        ("color:red;{};color:blue", "color:red;color:blue"),
        (
            "font-family:\u{5fae}\u{8f6f}\u{96c5}\u{9ed1}",
            "font-family:\u{5fae}\u{8f6f}\u{96c5}\u{9ed1}",
        ),
        (
            "font-family:'</style><img src=x>'",
            "font-family:'\\3c /style\\3e \\3c img src=x\\3e '",
        ),
        ("color:red/*", "color:red"),
        ("background:url('a.png", "background:none"),
    ];
    for (style, expected) in table {
        let attribute = style.replace('&', "&amp;").replace('"', "&quot;");
        let expected = match expected {
            "" => "<p>x</p>".to_owned(),
            css => format!("<p style=\"{}\">x</p>", css.replace('<', "&lt;")),
        };
        assert_eq!(
            content(&format!("<p style=\"{attribute}\">x")),
            expected,
            "{style}"
        );
    }
}

#[test]
fn style_elements_apply_within_the_message_alone() {
    let table = [
        (
            "p,.a>#b{color:red}",
            ".m-body p,.m-body .m-a>#m-b{color:red}",
        ),
        (
            "body{margin:0;background:#fff}",
            ".m-body{margin:0;background:#fff}",
        ),
        (
            "@media (max-width:600px){.a{width:100%!important}}",
            "@media (max-width:600px){.m-body .m-a{width:100%!important}}",
        ),
        (
            "@media (400px<=width<=600px) and (height > 1em){p{min-block-size:1px}}",
            "@media ((min-width:400px) and (max-width:600px)) and (not (max-height:1em)){.m-body p{min-block-size:1px}}",
        ),
        (
            "@media (width<1px><script>){p{color:red}}i{color:red}",
            ".m-body i{color:red}",
        ),
        (
            "@media screen{@media print{p{color:red}}}",
            "@media screen{@media print{.m-body p{color:red}}}",
        ),
        (
            "@\\69mport 'https://a.example';p{color:red}",
            ".m-body p{color:red}",
        ),
        (
            "@font-face{src:url(x)}@keyframes a{from{top:0}}p{color:red}",
            ".m-body p{color:red}",
        ),
        (
            "@namespace url(x);@supports (a:b){p{color:red}}i{color:red}",
            ".m-body i{color:red}",
        ),
        ("<!-- p{color:red} -->", ".m-body p{color:red}"),
        ("p{color:red", ".m-body p{color:red}"),
        ("p{background:url(a b);color:red}", ".m-body p{color:red}"),
        ("input[value^=a]{background:url(https://a.example/a)}", ""),
        ("p::after{content:'x'}p:has(a){color:red}", ""),
        ("p{}", ""),
    ];
    for (css, expected) in table {
        let expected = match expected {
            "" => "<div class=\"m-body\"></div>".to_owned(),
            css => format!("<style>{css}</style><div class=\"m-body\"></div>"),
        };
        assert_eq!(whole(&format!("<style>{css}</style>")), expected, "{css}");
    }
}
