//! Classes of Norwegian function words and verb forms, bokmål and nynorsk: what clause analysis needs.
//!
//! Verb forms are made from a list of infinitives. A form that is also a common noun ("møter", "leder")
//! is left out of the finite verbs, as it would be read as one inside noun phrases.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word may be; several bits may be set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass(u16);

impl WordClass {
    /// A finite verb, modal or not.
    pub const FINITE: WordClass = WordClass(1);
    /// skal, må, lyt.
    pub const MUST: WordClass = WordClass(1 << 1);
    /// bør.
    pub const SHOULD: WordClass = WordClass(1 << 2);
    /// kan.
    pub const MAY: WordClass = WordClass(1 << 3);
    /// vil.
    pub const WILL: WordClass = WordClass(1 << 4);
    /// Opens a subordinate clause, always: at, dersom, når.
    pub const SUBORDINATOR: WordClass = WordClass(1 << 5);
    /// A preposition.
    pub const PREPOSITION: WordClass = WordClass(1 << 6);
    /// An adverb that may open a sentence or stand by the verb.
    pub const ADVERB: WordClass = WordClass(1 << 7);
    /// og, eller, men, samt.
    pub const CONJUNCTION: WordClass = WordClass(1 << 8);
    /// A pronoun or determiner.
    pub const DETERMINER: WordClass = WordClass(1 << 9);
    /// An active infinitive.
    pub const INFINITIVE: WordClass = WordClass(1 << 10);
    /// A passive in -s or -st: infinitive and, in bokmål, present.
    pub const PASSIVE: WordClass = WordClass(1 << 11);

    /// Whether one of the bits of `other` is set.
    pub fn is(self, other: WordClass) -> bool {
        self.0 & other.0 != 0
    }

    /// The bits of both.
    pub const fn or(self, other: WordClass) -> WordClass {
        WordClass(self.0 | other.0)
    }

    /// Whether it is skal, må, bør, kan or vil.
    pub fn is_modal(self) -> bool {
        self.is(WordClass(
            Self::MUST.0 | Self::SHOULD.0 | Self::MAY.0 | Self::WILL.0,
        ))
    }
}

/// The class of a lower-case word; none of the bits where the lexicon does not know it.
pub fn word_class(word: &str) -> WordClass {
    LEXICON.get(word).copied().unwrap_or_default()
}

static LEXICON: LazyLock<FxHashMap<String, WordClass>> = LazyLock::new(lexicon);

const VERBS: &str = include_str!("verbs.txt");

/// Nouns that look like the present or the passive of a listed verb.
const NOUNS: &str = "leder ledere møter planer prøver rammer satser endringer vurderinger avtaler tiltak \
    svar krav tolker tilbyder mottar styrer støtter pleier priser grenser verker handler lærer tjener byttes \
    retter måter satsar endrar ledes deler deles gruppes eier søker sender starter øver virker byer merker \
    prioriteringer saker laster vier velger egner vaner flyttes hjelper ferder punkter rammes klager vises \
    kompetanser ordner orden trekker bruker møtes ledar tenester satsinger rader settes \
    veileder rettleiar rettleier fordeler trener greier";

const GROUPS: &[(WordClass, &str)] = &[
    (WordClass::MUST.or(WordClass::FINITE), "skal må lyt"),
    (WordClass::SHOULD.or(WordClass::FINITE), "bør burde"),
    (WordClass::MAY.or(WordClass::FINITE), "kan"),
    (WordClass::WILL.or(WordClass::FINITE), "vil"),
    (
        WordClass::FINITE,
        "skulle måtte kunne ville er var har hadde blir ble blei vert vart ber ba bad får fikk fekk gir gav ga \
         gjør gjer gjorde går gikk gjekk tar tek tok ser vet veit sier seier står stod sto ligger ligg legger legg la \
         kommer kjem kom når nådde finnes finst fins gjelder gjeld gjaldt heter heiter holder held følger følgjer fulgte \
         trenger treng setter set satte bes bør skjer skjedde bidrar bidreg bistår består foreslår forstår framgår \
         fremgår foreligger inngår innebærer inneber innehar inneholder inneheld medfører omfatter omfattar avhenger deltar deltek \
         mottar overtar overtek ivaretar ivaretek foretar opptrer oppgir angir oppnår trår trådte tilsier utgjør pågår påser \
         oppstår foregår trer trådde mener meiner tror synes syns ønsker ønskjer viser behøver kreves plikter pliktar \
         bor bodde dreier lyder utløper tilhører opphører åpner hører høyrer velger vel spør spør eier eig er kjenner kjenner \
         kjøper selger sel driver driv skriver skriv leser les nærmer rammer berører berører rører gjennomgår tilbyr tilbaud \
         lar lèt forblir tilstreber etterspør beslutter vedtar vedtok fikk søker møter bruker eiger førte \
         leverte utgjør startet styrer bemanner støtter planlegger handler svarer utgjer forutsetter føreset venter ventar forventer forventar forventes forventast oppfordrer oppmodar oppmoder \
         anbefaler tilrår rår råder krever krev",
    ),
    (
        WordClass::SUBORDINATOR,
        "at dersom hvis viss når fordi ettersom hvordan korleis hvorfor kvifor hvilken hvilket hvilke hva kva hvem kven \
         hvor kor hvorvidt korvidt mens medan såfremt såframt med_mindre inntil idet enn_at hvorav dvs",
    ),
    (
        WordClass::PREPOSITION,
        "i på av for med til fra frå om ved etter over under mellom mot uten utan gjennom innen innan innenfor innanfor \
         utenfor utanfor hos blant som blant langs mens per pr ifølge ifølgje basert når tross grunnet siden sidan inkludert \
         vedrørende angående gjeldende overfor ovanfor rundt bak foran før foruten utover utenom unntatt jf jfr ifm iht ihht \
         ut inn opp bortsett medregnet sammen saman via à i_lys hva_angår mht",
    ),
    (
        WordClass::ADVERB,
        "videre vidare samtidig særlig særleg spesielt dessuten også òg derfor difor dermed deretter likevel imidlertid \
         herunder likeledes likeins dernest deretter først endelig endeleg nå no her da då så slik dette_året fortsatt \
         framleis fremdeles alltid aldri ikke ikkje normalt vanligvis hovedsakelig hovudsakleg primært både òg heller ellers elles \
         her der igjen fortløpende løpende årlig årleg månedlig månadleg tertialvis kvartalsvis jevnlig jamleg regelmessig nærmere \
         nærare minimum minst senest seinast eventuelt særskilt spesielt aktivt dertil følgelig følgjeleg generelt tilsvarende \
         tilsvarande snarest raskt bare berre kun jo tidlig tidleg heretter framover fremover oftest ofte alltid straks \
         uansett totalt samlet samla kort kontinuerlig kontinuerleg selv sjølv nok dog òg isteden istedenfor primært tillegg \
         deretter altså vel henholdsvis hhv bl.a bl.a. m.a m.a. blant_annet mest mer meir særleg ev ev. evt evt. i_tillegg nemlig",
    ),
    (WordClass::CONJUNCTION, "og eller men samt & enten"),
    (WordClass::INFINITIVE, "be"),
    (
        WordClass::DETERMINER,
        "den det de dei denne dette disse desse en ein et eit ei én ett hver kvar hvert kvart alle all alt noen nokon \
         noe noko vi me man han hun ho hen dere dykk du jeg eg seg sin sitt sine si vår vårt våre egen eigen eget eige egne eigne begge \
         hans hennes deres flere fleire mange enkelte annen anna andre ingen samme same slike slik øvrige ulike relevante aktuelle \
         hele heile berørte ansvarlig respektive enheten eininga prosjekt prosjektet samtlige samtlege lokale begge både",
    ),
];

fn lexicon() -> FxHashMap<String, WordClass> {
    let mut lexicon: FxHashMap<String, WordClass> = FxHashMap::default();
    let mut put = |word: String, class: WordClass| {
        let entry = lexicon.entry(word).or_default();
        *entry = entry.or(class);
    };
    let nouns: Vec<&str> = NOUNS.split_whitespace().collect();
    let verbs = VERBS.lines().filter(|line| !line.starts_with('#'));
    for infinitive in verbs.flat_map(str::split_whitespace) {
        put(infinitive.to_owned(), WordClass::INFINITIVE);
        let present = format!("{infinitive}r");
        if !nouns.contains(&present.as_str()) {
            put(present, WordClass::FINITE);
        }
        put(format!("{infinitive}s"), WordClass::PASSIVE);
        if let Some(stem) = infinitive.strip_suffix('e') {
            put(format!("{stem}a"), WordClass::INFINITIVE);
            for present in [format!("{stem}ar"), format!("{stem}er")] {
                if !nouns.contains(&present.as_str()) {
                    put(present, WordClass::FINITE);
                }
            }
            put(format!("{stem}ast"), WordClass::PASSIVE);
        } else {
            put(format!("{infinitive}ast"), WordClass::PASSIVE);
            put(format!("{infinitive}st"), WordClass::PASSIVE);
        }
    }
    for (class, words) in GROUPS {
        for word in words.split_whitespace() {
            put(word.replace('_', " "), *class);
        }
    }
    lexicon
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verb_forms_are_made_in_both_standards() {
        for (word, class) in [
            ("videreføres", WordClass::PASSIVE),
            ("vidareførast", WordClass::PASSIVE),
            ("rapporterer", WordClass::FINITE),
            ("arbeidar", WordClass::FINITE),
            ("følgje", WordClass::INFINITIVE),
            ("skal", WordClass::MUST),
        ] {
            assert!(word_class(word).is(class), "{word}");
        }
        assert!(!word_class("møter").is(WordClass::PASSIVE));
        assert!(!word_class("kontor").is(WordClass::FINITE));
    }
}
