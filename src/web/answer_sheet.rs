//! The answers as an Excel workbook and as a Word document.

use super::answers::{Matrix, figures, judged, page_of};
use super::error::PageError;
use super::parts::section_name;
use super::sheet::download;
use crate::graph::{Answer, Strength};
use crate::trace::MatrixRow;
use axum::response::Response;
use docx_rs::{Docx, Paragraph, Run, Table, TableCell, TableRow};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};
use std::io::Cursor;

const HEADINGS: [&str; 10] = [
    "Kapittel i brevet",
    "Type",
    "Spurt om",
    "Resultatkrav",
    "Svar",
    "Avsnitt i rapporten",
    "Side",
    "Tall",
    "Vurdering",
    "Merknad",
];
/// Widths of the columns, in letters.
const WIDTHS: [f64; 10] = [28.0, 16.0, 60.0, 18.0, 70.0, 32.0, 6.0, 36.0, 26.0, 30.0];

/// The rows as a workbook, a line for each answer.
pub(super) fn xlsx(matrix: &Matrix, rows: &[&MatrixRow]) -> Result<Response, PageError> {
    let bytes = workbook(matrix, rows).map_err(|error| PageError::Fault(error.to_string()))?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(media_type, "svar.xlsx", bytes))
}

fn workbook(matrix: &Matrix, rows: &[&MatrixRow]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet().set_name("Svar")?;
    for (column, heading) in HEADINGS.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, *heading, &bold)?;
        sheet.set_column_width(column as u16, WIDTHS[column])?;
    }
    let mut last = 0;
    for row in rows {
        for result in matrix.results(row) {
            last += 1;
            let (cells, page) = (
                cells(matrix, row, result.link),
                page_of(matrix.report(), result.link),
            );
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string_with_format(last, column as u16, cell, &wrapped)?;
            }
            if let Some(page) = page {
                sheet.write_number_with_format(last, 6, page, &wrapped)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, HEADINGS.len() as u16 - 1)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    workbook.save_to_buffer()
}

fn cells(matrix: &Matrix, row: &MatrixRow, answer: &Answer) -> [String; 10] {
    let report = matrix.report();
    let found = answer.strength != Strength::NotFound;
    let section = match answer.section {
        0 => String::new(),
        section => section_name(report, section),
    };
    [
        section_name(matrix.letter(), row.section),
        matrix.sort(row).to_owned(),
        matrix.asked(row).to_owned(),
        matrix.target(row).unwrap_or_default().to_owned(),
        match found {
            true => report.text.quote(&answer.spans),
            false => silence(matrix),
        },
        section,
        String::new(),
        figures(answer).unwrap_or_default(),
        judged(answer).join(", "),
        // Left for the reader to fill in.
        String::new(),
    ]
}

fn silence(matrix: &Matrix) -> String {
    format!("Fant ikke svar (søkt i {})", matrix.searched())
}

/// The rows as a text document: a table with a line for each thing asked.
pub(super) fn docx(matrix: &Matrix, rows: &[&MatrixRow]) -> Result<Response, PageError> {
    let title = format!(
        "Svar i {} på {}",
        matrix.report().facts.head.title,
        matrix.letter().facts.head.title
    );
    let head = ["Spurt om", "Svar i rapporten"].map(|word| {
        TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(word).bold()))
    });
    let mut lines = vec![TableRow::new(head.to_vec())];
    for row in rows {
        lines.push(TableRow::new(vec![
            asked(matrix, row),
            answered(matrix, row),
        ]));
    }
    let document = Docx::new()
        .add_paragraph(Paragraph::new().add_run(Run::new().add_text(title).bold().size(32)))
        .add_table(Table::new(lines));
    let mut bytes = Cursor::new(Vec::new());
    let packed = document.build().pack(&mut bytes);
    packed.map_err(|error| PageError::Fault(error.to_string()))?;
    let media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(download(media_type, "svar.docx", bytes.into_inner()))
}

fn text(words: impl Into<String>) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(words))
}

fn asked(matrix: &Matrix, row: &MatrixRow) -> TableCell {
    let place = section_name(matrix.letter(), row.section);
    let mut cell = TableCell::new()
        .add_paragraph(text(matrix.asked(row)))
        .add_paragraph(text(format!("{}, {place}", matrix.sort(row))));
    if let Some(target) = matrix.target(row) {
        cell = cell.add_paragraph(text(format!("Resultatkrav: {target}")));
    }
    cell
}

fn answered(matrix: &Matrix, row: &MatrixRow) -> TableCell {
    let report = matrix.report();
    let mut cell = TableCell::new();
    for result in matrix.results(row) {
        let answer = result.link;
        if answer.strength == Strength::NotFound {
            cell = cell.add_paragraph(text(silence(matrix)));
            continue;
        }
        let mut told = vec![section_name(report, answer.section)];
        told.extend(page_of(report, answer).map(|page| format!("side {page}")));
        told.extend(figures(answer));
        told.extend(judged(answer).into_iter().map(str::to_owned));
        cell = cell
            .add_paragraph(text(format!("«{}»", report.text.quote(&answer.spans))))
            .add_paragraph(text(told.join("; ")));
    }
    cell
}
