//! What comes out of the printer: a page printed into a file, and read back by
//! Poppler's tools.

use crate::browser::Page;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// Sheets of A4.
pub struct Paper {
    folder: tempfile::TempDir,
}

impl Page {
    /// Prints the page of the tab, as the browser's own menu does.
    ///
    /// # Panics
    /// When the browser does not print.
    pub async fn printed(&self) -> Paper {
        let sheet = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "printBackground": false });
        let printed = self.devtools("Page.printToPDF", sheet).await;
        let bytes = STANDARD.decode(printed["data"].as_str().unwrap_or(""));
        let folder = tempfile::tempdir().expect("there is a temporary folder");
        std::fs::write(
            folder.path().join("paper.pdf"),
            bytes.expect("the browser encodes properly"),
        )
        .expect("the folder can be written");
        Paper { folder }
    }
}

impl Paper {
    /// The words on each sheet, in the order in which they are read.
    ///
    /// # Panics
    /// When they can't be read.
    pub fn sheets(&self) -> Vec<String> {
        let output = Command::new("pdftotext")
            .args(["-enc", "UTF-8", "-layout", "paper.pdf", "-"])
            .current_dir(self.folder.path())
            .output()
            .expect("pdftotext is here: cargo xtask test brings it");
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        // Each sheet ends with a form feed.
        let mut sheets: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
        sheets.pop();
        sheets
    }

    /// The words of all sheets, with every run of white space as one space.
    pub fn words(&self) -> String {
        crate::corpus::collapsed(&self.sheets().join(" "))
    }

    /// Keeps pictures of the sheets, for somebody to look at.
    ///
    /// # Panics
    /// When they can't be drawn.
    pub fn keep(&self, name: &str) {
        let folder = crate::workspace_root().join("artefacts/printed");
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        self.draw(&folder.join(name));
    }

    fn draw(&self, begin: &Path) {
        let status = Command::new("pdftoppm")
            .args(["-png", "-r", "80", "-l", "4", "paper.pdf"])
            .arg(begin)
            .current_dir(self.folder.path())
            .status();
        assert!(status.is_ok_and(|status| status.success()), "pdftoppm");
    }
}
