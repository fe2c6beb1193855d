use super::*;
use crate::model::{Format, Source};
use crate::vocabulary::{Unit, UnitKind, Vocabulary};

fn names() -> UnitNames {
    let mut vocabulary = Vocabulary::default();
    for (slug, name, kind) in [
        (
            "taredirektoratet",
            "Taredirektoratet",
            UnitKind::Directorate,
        ),
        ("tareetaten", "Tareetaten", UnitKind::Agency),
        (
            "hav-og-tangdepartementet",
            "Hav- og tangdepartementet",
            UnitKind::Ministry,
        ),
        ("tare-kyst", "Tare Kyst/Fjord", UnitKind::Region),
    ] {
        vocabulary.put_unit(Unit {
            slug: slug.to_owned(),
            name: name.to_owned(),
            kind,
            ..Unit::default()
        });
    }
    UnitNames::new(&vocabulary)
}

fn read(file: &str, content: &str) -> HeadReading {
    let source = Source {
        file_name: file.to_owned(),
        media_type: "text/plain".to_owned(),
        encoding: "utf-8".to_owned(),
        sha256: String::new(),
        bytes: content.len() as u64,
    };
    let mut outline = Outline::default();
    if let Some(rest) = content.strip_prefix("---\n") {
        let mut at = 4;
        for line in rest.lines().take_while(|line| *line != "---") {
            if let Some((key, value)) = line.split_once(": ") {
                let span = Span::new(at, at + line.len());
                outline
                    .front
                    .insert(key.to_owned(), (value.to_owned(), span));
            }
            at += line.len() + 1;
        }
    }
    let text = Text::new(content.to_owned(), Format::Plain, source);
    head(
        file.rsplit_once('.').map_or(file, |(stem, _)| stem),
        &text,
        &outline,
        &names(),
    )
}

fn check(file: &str, content: &str, expected: &str) {
    let head = read(file, content).head;
    let unit =
        |unit: &Option<Found<String>>| unit.as_ref().map_or("-".to_owned(), |u| u.value.clone());
    let found = format!(
        "{:?} {} {} > {} | {} | {} | {:?}",
        head.kind,
        head.year.map_or("-".to_owned(), |year| year.to_string()),
        unit(&head.sender),
        unit(&head.recipient),
        head.date.map_or("-".to_owned(), |date| date.to_string()),
        head.case_number.as_deref().unwrap_or("-"),
        head.language,
    );
    assert_eq!(found, expected, "{file}: {content}");
}

#[test]
fn front_matter_wins() {
    check(
        "x.md",
        "---\ntitle: \"Tildelingsbrev 2031 til Taredirektoratet\"\nkind: tildelingsbrev\nyear: 2032\nsender: Hav- og tangdepartementet\nrecipient: \"Taredirektoratet\"\ndate: 2031-12-20\nlanguage: nn\n---\n\n# Noe annet\n",
        "Tildelingsbrev 2032 hav-og-tangdepartementet > taredirektoratet | 2031-12-20 | - | Nynorsk",
    );
}

#[test]
fn an_unknown_unit_in_metadata_is_told() {
    let reading = read(
        "x.md",
        "---\nkind: tildelingsbrev\nrecipient: Lyngverket\n---\n\nTekst\n",
    );
    let about = |words: &str| {
        reading
            .notes
            .iter()
            .any(|note| note.message.contains(words))
    };
    assert!(about("`Lyngverket`"));
    assert!(about("sender: NAME") && !about("recipient: NAME"));
    assert_eq!(reading.units[0].slug, "lyngverket");
}

#[test]
fn labelled_lines_are_read() {
    check(
        "brev.txt",
        "**Til: Direktørene for Tare Kyst/Fjord**\n**Fra: Taredirektør**\n\n**Dato:** 20.02.2031\n**Saksnr.** 31/157-15\n\n# Mål- og disponeringsbrev 2031\n\nTekst.",
        "MalOgDisponeringsbrev 2031 taredirektoratet > tare-kyst | 2031-02-20 | 31/157-15 | Bokmal",
    );
    check(
        "brev.txt",
        "Lyngverket\nPostboks 1\n\nDykkar ref      Vår ref       Dato\n         31/200-4      18. desember 2031\n\nStatsbudsjettet 2032 – tildelingsbrev til Lyngverket\n\nHav- og tangdepartementet viser til budsjettet. Dei skal ikkje bruke meir enn dei får frå oss.",
        "Tildelingsbrev 2032 hav-og-tangdepartementet > lyngverket | 2031-12-18 | 31/200-4 | Nynorsk",
    );
}

#[test]
fn the_sentence_that_gives_the_money_names_both() {
    check(
        "brev-2031.txt",
        "1. INNLEDNING\nDet vises til Prop. 1 S (2030-2031). Hav- og \ntangdepartementet stiller i dette tildelingsbrevet midler \ntil rådighet for Taredirektoratet og gir samtidig mål for 2031.",
        "Tildelingsbrev 2031 hav-og-tangdepartementet > taredirektoratet | - | - | Bokmal",
    );
    check(
        "brev.txt",
        "Kyst- og lyngdepartementet stiller med dette løyvinga til disposisjon for Statens lyngtilsyn for 2031. Tildelingsbrevet gjeld i 2031, og det er ikkje frå dei.",
        "Tildelingsbrev 2031 kyst-og-lyngdepartementet > statens-lyngtilsyn | - | - | Nynorsk",
    );
}

#[test]
fn a_letter_without_head_is_for_those_it_addresses() {
    check(
        "mal-og-disponeringsbrev-2031.txt",
        "1. Innledning\nTareetaten skal vokse. Tare Kyst/Fjord skal høste. Tare Kyst/Fjord må tørke. Tareetaten skal selge. Tareetaten skal mer. Vi i Taredirektoratet følger opp.",
        "MalOgDisponeringsbrev 2031 taredirektoratet > tare-kyst | - | - | Bokmal",
    );
}

#[test]
fn a_supplement_is_a_kind_of_its_own() {
    check(
        "brev.txt",
        "Oslo, 15.06.2031\n\nSupplerende tildelingsbrev nr. 2 til Taredirektoratet\n\nHav- og tangdepartementet viser til Innst. 4 S (2030–2031).",
        "SupplerendeTildelingsbrev 2031 hav-og-tangdepartementet > taredirektoratet | 2031-06-15 | - | Bokmal",
    );
}

#[test]
fn a_report_is_from_the_agency() {
    check(
        "arsrapport-2031.txt",
        "1 Leders beretning\nDet gikk bra.\n\nTaredirektoratets årsrapport 2031       14. mars 2032\n\nHav- og tangdepartementet fikk rapporten.",
        "Arsrapport 2031 taredirektoratet > hav-og-tangdepartementet | - | - | Bokmal",
    );
}

#[test]
fn without_any_sign_the_file_stem_is_the_title() {
    let reading = read("notat.txt", "Noe tekst om tang.");
    assert_eq!(reading.head.title, "notat");
    assert_eq!(reading.head.kind, DocumentKind::Other);
    assert_eq!(reading.head.sender, None);
}
