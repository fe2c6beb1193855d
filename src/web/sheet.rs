//! Requirements as CSV and as an Excel workbook.

use super::error::PageError;
use super::parts::{
    deadline, kind_word, modality_word, section_name, target_group_name, unit_name,
};
use crate::archive::Snapshot;
use crate::model::{cell, harmless};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

const HEADINGS: [&str; 12] = [
    "Id",
    "Brev",
    "Gjelder år",
    "Kapittel",
    "Styrke",
    "Type",
    "Hvem",
    "Sammen med",
    "For hvem",
    "Frist",
    "Lovgrunnlag",
    "Tekst",
];

/// The requirements, by document and index, as comma-separated values in UTF-8 with a byte order mark,
/// which Excel needs to see the Norwegian letters.
pub(super) fn csv(snapshot: &Snapshot, found: &[(&str, u32)]) -> Result<Response, PageError> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let written = writer.write_record(HEADINGS).and_then(|()| {
        rows(snapshot, found)
            .try_for_each(|row| writer.write_record(row.iter().map(|text| cell(text).into_owned())))
    });
    written.map_err(|error| PageError::Fault(error.to_string()))?;
    let bytes = writer
        .into_inner()
        .map_err(|error| PageError::Fault(error.to_string()))?;
    Ok(download("text/csv; charset=utf-8", "krav.csv", bytes))
}

/// The requirements as a workbook.
pub(super) fn xlsx(snapshot: &Snapshot, found: &[(&str, u32)]) -> Result<Response, PageError> {
    let bytes = workbook(snapshot, found).map_err(|error| PageError::Fault(error.to_string()))?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(media_type, "krav.xlsx", bytes))
}

fn workbook(snapshot: &Snapshot, found: &[(&str, u32)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    let sheet = workbook.add_worksheet().set_name("Krav")?;
    for (column, heading) in HEADINGS.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, *heading, &bold)?;
    }
    let mut last = 0;
    for (at, row) in rows(snapshot, found).enumerate() {
        last = at as u32 + 1;
        for (column, text) in row.iter().enumerate() {
            let text = harmless(text);
            let cell = fitting(&text);
            match (column, cell.parse::<f64>()) {
                (2, Ok(year)) => sheet.write_number(last, 2, year)?,
                (11, _) => sheet.write_string_with_format(last, 11, cell, &wrapped)?,
                _ => sheet.write_string(last, column as u16, cell)?,
            };
        }
    }
    sheet.set_column_width(11, 90)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, HEADINGS.len() as u16 - 1)?;
    workbook.save_to_buffer()
}

/// As much of a text as a cell of a workbook may hold; what was cut ends in an ellipsis.
fn fitting(text: &str) -> String {
    const LONGEST: usize = 32_767;
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut length = 1;
    let mut fitting: String = text
        .chars()
        .take_while(|character| {
            length += character.len_utf16();
            length <= LONGEST
        })
        .collect();
    fitting.push('…');
    fitting
}

fn rows<'a>(
    snapshot: &'a Snapshot,
    found: &'a [(&str, u32)],
) -> impl Iterator<Item = [String; 12]> + 'a {
    found.iter().filter_map(|(id, index)| {
        let document = snapshot.document(id)?;
        let obligation = &document.facts.obligations[*index as usize];
        let units = |slugs: Vec<&String>| -> String {
            let names: Vec<&str> = slugs.iter().map(|slug| unit_name(snapshot, slug)).collect();
            names.join("; ")
        };
        let groups = obligation.target_groups.iter();
        let groups: Vec<&str> = groups
            .map(|group| target_group_name(snapshot, &group.value))
            .collect();
        let deadlines: Vec<String> = obligation
            .deadlines
            .iter()
            .map(|found| deadline(&found.value))
            .collect();
        let legal: Vec<&str> = obligation
            .legal
            .iter()
            .map(|legal| legal.value.citation.as_str())
            .collect();
        Some([
            obligation.id.clone(),
            document.facts.head.title.clone(),
            document
                .facts
                .head
                .year
                .map_or(String::new(), |year| year.to_string()),
            section_name(document, obligation.section),
            modality_word(obligation.modality.value).to_owned(),
            kind_word(obligation.kind.value).to_owned(),
            units(
                obligation
                    .units
                    .iter()
                    .map(|responsible| &responsible.unit)
                    .collect(),
            ),
            units(
                obligation
                    .partners
                    .iter()
                    .map(|partner| &partner.value)
                    .collect(),
            ),
            groups.join("; "),
            deadlines.join("; "),
            legal.join("; "),
            obligation.text.clone(),
        ])
    })
}

/// Bytes to be saved under a name.
pub(super) fn download(media_type: &'static str, name: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}
