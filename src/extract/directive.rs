//! Whether a sentence directs somebody: the finite verb of its main clause, whose act it is, and what
//! the clause says.

use super::clause::{Clause, clauses, opens_clause};
use super::unit::{Memory, Mention, Row, UnitFinder, row_at};
use super::word::{Token, lower, tokens};
use crate::model::{Modality, ObligationKind};
use crate::vocabulary::WordClass;

/// What a sentence lays upon somebody.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Directive {
    /// How strongly.
    pub modality: Modality,
    /// What sort, where the sentence itself tells.
    pub kind: Option<ObligationKind>,
    /// Bytes of the words that tell the kind.
    pub kind_words: (usize, usize),
    /// Bytes of the directing words.
    pub words: (usize, usize),
    /// Name of the rule.
    pub rule: &'static str,
    /// Who must act, with the bytes that say so; empty where the sentence names nobody.
    pub units: Vec<(String, (usize, usize), &'static str)>,
}

/// A sentence taken apart.
pub(super) struct Sentence<'t> {
    /// Its words.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: Vec<Token<'t>>,
    /// Its main clauses.
    pub clauses: Vec<Clause>,
    /// The units it names.
    pub mentions: Vec<Mention>,
}

impl<'t> Sentence<'t> {
    /// Takes a sentence apart; `lower` is its text in lower case.
    pub(super) fn new(
        text: &'t str,
        lower: &'t str,
        finder: &UnitFinder,
        memory: &mut Memory,
    ) -> Sentence<'t> {
        let tokens = tokens(text, lower);
        Sentence {
            text,
            clauses: clauses(&tokens),
            mentions: finder.mentions(text, memory),
            tokens,
        }
    }
}

/// The text in lower case, for [`Sentence::new`].
pub(super) fn lower_case(text: &str) -> String {
    lower(text)
}

/// What decides beside the sentence's own words.
pub(super) struct Setting<'a> {
    /// Looks up units.
    pub finder: &'a UnitFinder,
    /// What was named before.
    pub memory: &'a Memory,
    /// Whether it stands under a heading for assignments or reports.
    pub heading: Option<ObligationKind>,
    /// What the statement before it in the same section demands, if anything.
    pub before: Option<(Modality, Option<ObligationKind>)>,
}

/// What the sentence demands, if anything.
pub(super) fn directive(sentence: &Sentence<'_>, setting: &Setting<'_>) -> Option<Directive> {
    let mut strongest: Option<Directive> = None;
    let mut units: Vec<(String, (usize, usize), &'static str)> = Vec::new();
    let mut kind: Option<(ObligationKind, (usize, usize))> = None;
    for (index, clause) in sentence.clauses.iter().enumerate() {
        let reading = Reading {
            sentence,
            setting,
            clause,
            index,
        };
        let Some(found) = reading.read() else {
            continue;
        };
        for unit in &found.units {
            if !units.iter().any(|(slug, _, _)| *slug == unit.0) {
                units.push(unit.clone());
            }
        }
        if let Some(found_kind) = found.kind
            && kind.is_none()
        {
            kind = Some((found_kind, found.kind_words));
        }
        if strongest
            .as_ref()
            .is_none_or(|best| found.modality > best.modality)
        {
            strongest = Some(found);
        }
    }
    let mut directive = strongest?;
    directive.units = units;
    if let Some((kind, words)) = kind {
        directive.kind = Some(kind);
        directive.kind_words = words;
    }
    Some(directive)
}

/// The units that act in a sentence which only its list makes a requirement.
pub(super) fn acting(
    sentence: &Sentence<'_>,
    setting: &Setting<'_>,
) -> Vec<(String, (usize, usize), &'static str)> {
    let Some(clause) = sentence.clauses.first() else {
        return Vec::new();
    };
    Reading {
        sentence,
        setting,
        clause,
        index: 0,
    }
    .acting()
}

struct Reading<'r, 't> {
    sentence: &'r Sentence<'t>,
    setting: &'r Setting<'r>,
    clause: &'r Clause,
    index: usize,
}

/// Whose act the clause speaks of.
enum Subject<'m> {
    /// Units named as its subject.
    Units(Row<'m>),
    /// A noun phrase owned by a unit: "etatens innsats".
    Owned(&'m Mention),
    /// The writer of the letter or the government: no requirement on others.
    Writer,
    /// A thing, a beneficiary, or nobody.
    Nobody,
}

impl<'r, 't> Reading<'r, 't> {
    fn read(&self) -> Option<Directive> {
        let tokens = &self.sentence.tokens;
        let verb = &tokens[self.clause.verb];
        if verb.class.is_modal() {
            return self.modal();
        }
        self.asking()
            .or_else(|| self.that_clause())
            .or_else(|| self.role())
            .or_else(|| self.standing())
            .or_else(|| self.passive())
    }

    // Modal verbs.

    fn modal(&self) -> Option<Directive> {
        let verb = self.token(self.clause.verb);
        if verb.class.is(WordClass::WILL) {
            return self.announced_expectation();
        }
        let subject = self.subject();
        if matches!(subject, Subject::Writer) {
            return None;
        }
        if self.about_the_letter() || self.about_goals() {
            return None;
        }
        let modality = if verb.class.is(WordClass::MUST) {
            Modality::Must
        } else if verb.class.is(WordClass::SHOULD) {
            Modality::Should
        } else {
            Modality::May
        };
        let main = self.main_infinitive();
        let passive = main.is_some_and(|at| self.token(at).class.is(WordClass::PASSIVE))
            || self.bli_passive();
        if modality == Modality::May && !self.grants(&subject, main, passive) {
            return None;
        }
        let mut directive = self.found(modality, "modality/finite-verb", self.clause.verb);
        if let Some(at) = main {
            directive.words.1 = self.token(at).end;
        }
        directive.units = self.actors(&subject, main, passive);
        self.kind_of(&mut directive, main);
        Some(directive)
    }

    /// "For 2024 vil departementet særskilt forvente at …", "vi vil be om at …".
    fn announced_expectation(&self) -> Option<Directive> {
        let verb = self.clause.verb;
        let at = self
            .clause
            .after
            .clone()
            .take(8)
            .find(|at| self.token(*at).class.is(WordClass::INFINITIVE))?;
        let infinitive = self.token(at);
        let modality = match infinitive.word {
            "forvente" | "vente" | "forventa" => Modality::Expected,
            "be" => Modality::Requested,
            "oppfordre" | "oppmode" | "anbefale" | "tilrå" => Modality::Should,
            "understreke" | "presisere" | "minne" => {
                return self.modal_below(at + 1);
            }
            _ => return None,
        };
        if !self.writes() {
            return None;
        }
        let mut directive = self.found(modality, "modality/announced", verb);
        directive.words.1 = infinitive.end;
        directive.units = self.object_units(at + 1);
        self.kind_of(&mut directive, None);
        Some(directive)
    }

    /// `kan` counts where the addressee acts or users are given an offer; "kan bety" does not.
    fn grants(&self, subject: &Subject<'_>, main: Option<usize>, passive: bool) -> bool {
        let Some(main) = main else {
            return false;
        };
        let word = self.token(main).word;
        const STATES: &[&str] = &[
            "være",
            "vere",
            "bli",
            "verte",
            "bety",
            "ha",
            "innebære",
            "oppstå",
            "tyde",
            "oppleve",
            "møte",
            "trenge",
        ];
        match subject {
            Subject::Units(_) => passive || !STATES.contains(&word),
            Subject::Owned(_) | Subject::Writer => false,
            Subject::Nobody if passive => {
                // "kan tilbys", "kan benyttes"; not "kan ikke utelukkes", "kan knyttes til".
                const OFFERS: &[&str] = &[
                    "tilbys",
                    "tilbydes",
                    "gis",
                    "gjevast",
                    "tilbydast",
                    "benyttes",
                    "nyttes",
                    "nyttast",
                    "brukes",
                    "brukast",
                    "søkes",
                    "innvilges",
                    "omdisponeres",
                    "overføres",
                    "overskrides",
                    "gjennomføres",
                    "gjennomførast",
                    "tildeles",
                    "dekkes",
                    "disponeres",
                    "omdisponerast",
                    "overførast",
                    "overskridast",
                    "nettoføres",
                    "utgå",
                ];
                OFFERS.contains(&word)
            }
            Subject::Nobody => {
                let beneficiary = self.beneficiary();
                beneficiary
                    && ["få", "søke", "velge", "benytte", "bruke", "motta", "delta"].contains(&word)
            }
        }
    }

    // Verbs of asking: ber, bes, oppfordres, anbefales.

    fn asking(&self) -> Option<Directive> {
        let verb = self.token(self.clause.verb);
        let at = self.clause.verb;
        let (modality, passive) = match verb.word {
            "bes" | "bedes" => (Modality::Requested, true),
            "ber" | "bed" => (Modality::Requested, false),
            "oppfordres" | "oppmodes" | "oppmodast" | "oppfordrast" | "anbefales" | "tilrås"
            | "tilrådes" | "tilråast" | "rådes" | "anbefalast" => (Modality::Should, true),
            "oppfordrer" | "oppmodar" | "oppmoder" | "anbefaler" | "tilrår" | "rår"
            | "oppfordrar" => (Modality::Should, false),
            "blir" | "vert" | "er" => {
                // "blir bedt om å", "er bedt om å", "blir bedne om"
                let participle = self.within(at + 1, 6, |token| {
                    token.is_any(&[
                        "bedt",
                        "bedd",
                        "bede",
                        "bedne",
                        "bedde",
                        "oppfordret",
                        "oppmoda",
                        "oppfordra",
                    ])
                })?;
                let word = self.token(participle).word;
                let modality = if word.starts_with("opp") {
                    Modality::Should
                } else {
                    Modality::Requested
                };
                (modality, true)
            }
            _ => return None,
        };
        let mut directive = self.found(modality, "modality/asked", at);
        if passive {
            match self.subject() {
                Subject::Units(row) => directive.units = self.named(&row.mentions, "unit/subject"),
                Subject::Owned(_) | Subject::Nobody => {}
                Subject::Writer => return None,
            }
        } else {
            if !self.writes() {
                return None;
            }
            directive.units = self.object_units(at + 1);
            if directive.units.is_empty() {
                directive.units = self.object_units(at + 2);
            }
        }
        self.kind_of(&mut directive, self.infinitive_after(at));
        Some(directive)
    }

    // "Det forventes at X …", "Departementet legger til grunn at X …", "Det er nødvendig at X …".

    fn that_clause(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        let that = self.that();
        let impersonal = self.impersonal();
        let near_that = that.is_some();
        let (modality, rule) = match verb.word {
            "forventes" | "forventast" | "ventast" => {
                let to = self.within(at + 1, 8, |token| token.word == "å");
                if !near_that && to.is_none() {
                    return None;
                }
                (Modality::Expected, "modality/expected")
            }
            "forventer" | "forventar" | "ventar" | "venter" => {
                if !self.writes() {
                    return None;
                }
                (Modality::Expected, "modality/expected")
            }
            "legger" | "legg" | "legges" | "leggast" | "leggjer"
                if self.phrase(at + 1, 8, &["til", "grunn"]) && near_that =>
            {
                if !verb.word.ends_with('s') && !self.writes() {
                    return None;
                }
                (Modality::Expected, "modality/expected")
            }
            "forutsettes" | "forutsettast" | "føresetjast" | "føresettast" if near_that => {
                (Modality::Must, "modality/required")
            }
            "forutsetter" | "føreset" if near_that && self.writes() => {
                (Modality::Must, "modality/required")
            }
            "kreves" | "krevst" | "krevjast" => (Modality::Must, "modality/required"),
            "krever" | "krev" if near_that => (Modality::Must, "modality/required"),
            "stiller" | "stilles" | "stiller_krav" | "stillast"
                if near_that
                    && self
                        .within(at + 1, 6, |t| t.is_any(&["krav", "kravet"]))
                        .is_some() =>
            {
                (Modality::Must, "modality/required")
            }
            "understreker" | "understrekar" | "presiserer" | "presiserar" | "minner" | "minnar"
            | "understrekes" | "presiseres"
                if near_that && (impersonal || self.writes()) =>
            {
                return self.modal_below(that? + 1);
            }
            "er" | "blir" | "vert" => {
                let word = |words: &[&str]| {
                    self.within(at + 1, 7, |token| token.is_any(words))
                        .filter(|found| that.is_some_and(|that| *found < that))
                };
                if word(&["forventet", "venta", "forventa"]).is_some() {
                    (Modality::Expected, "modality/expected")
                } else if impersonal
                    && word(&[
                        "nødvendig",
                        "nødvendige",
                        "naudsynt",
                        "krav",
                        "forutsetning",
                        "føresetnad",
                    ])
                    .is_some()
                {
                    (Modality::Must, "modality/required")
                } else if impersonal
                    && word(&[
                        "viktig",
                        "avgjørende",
                        "avgjerande",
                        "vesentlig",
                        "vesentleg",
                        "viktigt",
                        "sentralt",
                        "maktpåliggende",
                    ])
                    .is_some()
                {
                    return self.important(that?);
                } else {
                    return None;
                }
            }
            "innebærer" | "inneber" | "betyr" | "tyder" | "medfører" | "medfører_at"
            | "inkluderer" | "omfatter"
                if self.anaphoric() =>
            {
                return self.consequence(that);
            }
            _ => return None,
        };
        let mut directive = self.found(modality, rule, at);
        if let Some(that) = that {
            directive.units = self.row_units(that + 1, "unit/that-clause");
            if let Subject::Units(row) = self.subject()
                && directive.units.is_empty()
                && !impersonal
                && verb.word.ends_with('s')
            {
                directive.units = self.named(&row.mentions, "unit/subject");
            }
        } else if let Subject::Units(row) = self.subject() {
            directive.units = self.named(&row.mentions, "unit/subject");
        }
        let main = that.and_then(|that| self.verb_below(that + 1));
        self.kind_of(&mut directive, main);
        Some(directive)
    }

    /// "Det er viktig at X gjør": expected where a unit is named as acting.
    fn important(&self, that: usize) -> Option<Directive> {
        let units = self.row_units(that + 1, "unit/that-clause");
        if units.is_empty()
            || units
                .iter()
                .any(|(slug, _, _)| slug.ends_with("ene") && !slug.contains('-'))
        {
            return None;
        }
        if units.iter().all(|(slug, _, _)| self.is_writer(slug)) {
            return None;
        }
        let mut directive = self.found(Modality::Expected, "modality/important", self.clause.verb);
        directive.units = units;
        self.kind_of(&mut directive, None);
        Some(directive)
    }

    /// "Dette innebærer at X skal …": what follows is laid down with it.
    fn consequence(&self, that: Option<usize>) -> Option<Directive> {
        let at = self.clause.verb;
        if let Some(that) = that {
            if let Some(directive) = self.modal_below(that + 1) {
                return Some(directive);
            }
            let units = self.row_units(that + 1, "unit/that-clause");
            let passive = self
                .clause
                .after
                .clone()
                .skip_while(|i| *i <= that)
                .find(|i| {
                    let token = self.token(*i);
                    token.class.is(WordClass::PASSIVE) && LAID_DOWN.contains(&token.word)
                });
            if units.is_empty() && passive.is_none()
                || self.setting.before.is_none() && units.is_empty()
            {
                return None;
            }
            let mut directive = self.found(Modality::Must, "modality/consequence", at);
            directive.units = units;
            self.kind_of(&mut directive, None);
            return Some(directive);
        }
        // "Dette innebærer blant annet å gjøre …"
        let to = self.within(at + 1, 5, |token| token.word == "å")?;
        self.setting.before?;
        let mut directive = self.found(Modality::Must, "modality/consequence", at);
        self.kind_of(&mut directive, Some(to + 1));
        Some(directive)
    }

    /// A requirement inside a that-clause: "… at etaten skal rapportere".
    fn modal_below(&self, from: usize) -> Option<Directive> {
        let end = self.sentence.tokens.len();
        let modal = (from..end).find(|at| {
            let class = self.token(*at).class;
            class.is(WordClass::MUST) || class.is(WordClass::SHOULD)
        })?;
        // The first finite verb of the that-clause must be the modal, relative clauses aside.
        let ansvarlig = |at: usize| self.token(at).is_any(&["som"]);
        if (from..modal).any(ansvarlig) && !self.row_is_subject(from, modal) {
            let verbs = (from..modal).filter(|at| self.token(*at).class.is(WordClass::FINITE));
            if verbs.count() == 0 {
                return None;
            }
        }
        let modality = if self.token(modal).class.is(WordClass::MUST) {
            Modality::Must
        } else {
            Modality::Should
        };
        let mut directive = self.found(modality, "modality/that-clause", modal);
        directive.units = self.row_units(from, "unit/that-clause");
        if directive
            .units
            .iter()
            .any(|(slug, _, _)| self.is_writer(slug))
        {
            return None;
        }
        let main = self.infinitive_after(modal);
        if main.is_some_and(|at| self.token(at).class.is(WordClass::PASSIVE)) {
            directive.units.clear();
        }
        self.kind_of(&mut directive, main);
        Some(directive)
    }

    // Roles and duties given: har ansvar for, plikter, gis i oppdrag, overtar, leder arbeidet.

    fn role(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        let near =
            |words: &[&str], reach: usize| self.within(at + 1, reach, |token| token.is_any(words));
        let duty = |token: &Token<'_>| {
            let word = token.word.trim_end_matches('s');
            [
                "ansvar",
                "ansvaret",
                "hovedansvar",
                "hovedansvaret",
                "hovudansvar",
                "hovudansvaret",
                "koordineringsansvar",
                "koordineringsansvaret",
                "plikt",
                "plikta",
                "plikten",
                "sekretariatsansvar",
                "sekretariatsansvaret",
                "fagansvar",
                "fagansvaret",
                "oppfølgingsansvar",
                "resultatansvar",
            ]
            .contains(&word)
        };
        let subject_needed = |subject: &Subject<'_>| matches!(subject, Subject::Units(_));
        let (rule, kind, end) = match verb.word {
            "plikter" | "pliktar" => ("modality/duty", None, at),
            "er" => {
                let word = near(
                    &[
                        "ansvarlig",
                        "ansvarlige",
                        "ansvarleg",
                        "ansvarlege",
                        "forpliktet",
                        "pålagt",
                        "pålagd",
                        "forplikta",
                    ],
                    5,
                )?;
                if self.token(word).word.starts_with("ansvarl")
                    && !self
                        .token(word + 1 - usize::from(word + 1 >= self.sentence.tokens.len()))
                        .is_any(&["for", "overfor", "til"])
                {
                    return None;
                }
                ("modality/duty", None, word)
            }
            "har" => {
                if let Some(given) = near(&["fått", "blitt", "vorte"], 2) {
                    let what = self.within(given + 1, 8, |token| {
                        duty(token)
                            || token.is_any(&[
                                "oppdrag",
                                "oppdraget",
                                "rolle",
                                "rolla",
                                "oppgave",
                                "oppgåve",
                                "oppgaven",
                            ])
                    })?;
                    let word = self.token(what).word;
                    if word.starts_with("oppdrag") {
                        ("modality/assigned", Some(ObligationKind::Assignment), what)
                    } else {
                        ("modality/role-given", None, what)
                    }
                } else {
                    let what = self.within(at + 1, 5, duty)?;
                    ("modality/duty", None, what)
                }
            }
            "gis" | "får" | "gjevast" | "gjev" | "blir" | "vert" => {
                let what = self.within(at + 1, 9, |token| {
                    duty(token) || token.is_any(&["oppdrag", "oppdraget", "fullmakt"])
                })?;
                let word = self.token(what).word;
                if word == "fullmakt" {
                    self.within(what + 1, 2, |token| token.word == "å")?;
                    let mut directive = self.found(Modality::May, "modality/authorised", at);
                    directive.words.1 = self.token(what).end;
                    if let Subject::Units(row) = self.subject() {
                        directive.units = self.named(&row.mentions, "unit/subject");
                    }
                    return Some(directive);
                }
                if word.starts_with("oppdrag") {
                    if !self.token(what - 1).is_any(&["i", "eit", "et"]) {
                        return None;
                    }
                    ("modality/assigned", Some(ObligationKind::Assignment), what)
                } else {
                    ("modality/role-given", None, what)
                }
            }
            "overtar" | "overtek" => ("modality/taking-over", None, at),
            "leder" | "leier" | "koordinerer" | "koordinerar" => {
                let what = near(
                    &[
                        "arbeidet",
                        "rapporteringen",
                        "rapporteringa",
                        "prosjektet",
                        "oppdraget",
                        "samarbeidet",
                        "arbeidsgruppen",
                        "arbeidsgruppa",
                    ],
                    3,
                )?;
                ("modality/leading", None, what)
            }
            _ => return None,
        };
        let subject = self.subject();
        if matches!(subject, Subject::Writer) || !subject_needed(&subject) {
            return None;
        }
        let Subject::Units(row) = subject else {
            return None;
        };
        // A body outside that another letter has tasked is told of, not directed.
        let outsider = row.mentions.iter().flat_map(|m| &m.units).all(|slug| {
            !self
                .setting
                .finder
                .related(slug, &self.setting.memory.recipient)
                && self.setting.finder.kind(slug) == Some(crate::vocabulary::UnitKind::External)
        });
        if outsider && verb.word == "har" && rule != "modality/duty" {
            return None;
        }
        let mut directive = self.found(Modality::Must, rule, at);
        directive.words.1 = self.token(end).end.max(directive.words.1);
        directive.units = self.named(&row.mentions, "unit/subject");
        self.kind_of(&mut directive, self.infinitive_after(end));
        if let Some(kind) = kind {
            directive.kind = Some(kind);
            directive.kind_words = directive.words;
        }
        Some(directive)
    }

    // What stands: "X er en prioritert gruppe", "er førstevalget", "ligger fast", "Det samme gjelder".

    fn standing(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        match verb.word {
            "er" | "blir" | "vert" => {
                let priority = self.within(at + 1, 7, |token| {
                    token.is_any(&[
                        "prioritert",
                        "prioriterte",
                        "hovedprioritering",
                        "hovudprioritering",
                        "prioritet",
                    ])
                });
                let fronted = self
                    .clause
                    .before
                    .clone()
                    .find(|at| self.token(*at).is_any(&["prioritert", "prioriterte"]));
                if let Some(word) = priority.or(fronted.filter(|_| self.clause.before.len() <= 6)) {
                    // "i prioriterte grupper", "viktig å se prioriterte grupper" only mention it.
                    let owned = word > at
                        && !(at + 1..word).all(|i| {
                            let token = self.token(i);
                            token.class.is(WordClass::DETERMINER)
                                || token.class.is(WordClass::ADVERB)
                                || token.is_any(&["høyt", "høgt", "sterkt", "viktig", "særlig"])
                        });
                    if owned || self.past(at) {
                        return None;
                    }
                    let mut directive = self.found(Modality::Must, "modality/priority", at);
                    directive.kind = Some(ObligationKind::Priority);
                    directive.kind_words = (self.token(word).start, self.token(word).end);
                    return Some(directive);
                }
                if let Some(directive) = self.relative_rule() {
                    return Some(directive);
                }
                let choice = self.within(at + 1, 3, |token| {
                    token.is_any(&[
                        "førstevalget",
                        "førstevalg",
                        "hovedalternativet",
                        "hovedregelen",
                        "hovudregelen",
                        "førstevalet",
                        "obligatorisk",
                        "obligatoriske",
                    ])
                });
                choice.map(|choice| {
                    let mut directive = self.found(Modality::Must, "modality/laid-down", at);
                    directive.words.1 = self.token(choice).end;
                    directive
                })
            }
            "ligger" | "ligg" | "står" => {
                let fast = self.within(at + 1, 1, |token| token.word == "fast")?;
                let mut directive = self.found(Modality::Must, "modality/laid-down", at);
                directive.words.1 = self.token(fast).end;
                Some(directive)
            }
            "gjelder" | "gjeld" => {
                let same = self.clause.before.clone().any(|at| {
                    self.token(at)
                        .is_any(&["samme", "same", "tilsvarende", "tilsvarande"])
                });
                let (modality, kind) = self.setting.before?;
                if !same || self.clause.before.len() > 3 || self.clause.before.is_empty() {
                    return None;
                }
                let mut directive = self.found(modality, "modality/same", at);
                directive.kind = kind;
                directive.kind_words = directive.words;
                Some(directive)
            }
            "inngår" | "inngår_i" => None,
            "er_behov" => None,
            _ => None,
        }
        .or_else(|| self.need())
    }

    /// "X er forhold som skal legges til grunn": the relative clause lays it down.
    fn relative_rule(&self) -> Option<Directive> {
        if self.impersonal() {
            return None;
        }
        let tokens = &self.sentence.tokens;
        let who = self.within(self.clause.verb + 1, 7, |token| token.word == "som")?;
        let modal = tokens.get(who + 1)?;
        let modality = match modal.class {
            class if class.is(WordClass::MUST) => Modality::Must,
            class if class.is(WordClass::SHOULD) => Modality::Should,
            _ => return None,
        };
        let main = tokens.get(who + 2)?;
        // "er vedtatt en plan som skal følges" has a participle after the copula and tells.
        let predicate = self.clause.verb + 1..who;
        let tells = predicate
            .clone()
            .any(|at| tokens[at].is_any(&["en", "et", "ei", "ein", "eit"]));
        if !main.class.is(WordClass::PASSIVE) || tells {
            return None;
        }
        let mut directive = self.found(modality, "modality/relative", who + 1);
        directive.words.1 = main.end;
        self.kind_of(&mut directive, Some(who + 2));
        Some(directive)
    }

    /// "Det er behov for": asked for where it stands among assignments.
    fn need(&self) -> Option<Directive> {
        let at = self.clause.verb;
        if self.setting.heading != Some(ObligationKind::Assignment)
            || self.token(at).word != "er"
            || !self.impersonal()
        {
            return None;
        }
        let need = self.within(at + 1, 2, |token| token.word == "behov")?;
        let mut directive = self.found(Modality::Requested, "modality/need", at);
        directive.words.1 = self.token(need).end;
        Some(directive)
    }

    // The present passive that lays something down: videreføres, prioriteres, rapporteres.

    fn passive(&self) -> Option<Directive> {
        let at = self.clause.verb;
        let verb = self.token(at);
        let reported = self.setting.heading == Some(ObligationKind::Reporting)
            && (at + 1..self.clause.after.end).any(|at| {
                accounts(self.token(at).word) || self.token(at).word.starts_with("årsrapport")
            });
        let laid_down = if verb.class.is(WordClass::PASSIVE) {
            LAID_DOWN.contains(&verb.word) || reported
        } else {
            verb.is_any(&["blir", "vert"])
                && self
                    .within(at + 1, 4, |token| {
                        token.is_any(&[
                            "videreført",
                            "vidareført",
                            "vidareførte",
                            "videreførte",
                            "prioritert",
                            "prioriterte",
                        ])
                    })
                    .is_some()
        };
        if !laid_down || self.elsewhere() {
            return None;
        }
        // "Det arbeides med" tells; "Det rapporteres på" asks.
        if self.impersonal() && !verb.word.starts_with("rapporter") {
            return None;
        }
        let subject = self.subject();
        if matches!(subject, Subject::Writer) {
            return None;
        }
        let mut directive = self.found(Modality::Must, "modality/laid-down", at);
        directive.units = self.actors(&subject, Some(at), true);
        if directive
            .units
            .iter()
            .any(|(slug, _, _)| self.is_writer(slug))
        {
            return None;
        }
        self.kind_of(&mut directive, Some(at));
        let prioritised = (0..self.clause.verb.min(4))
            .find(|at| self.index == 0 && self.token(*at).word == "prioriterte");
        if let Some(word) = prioritised {
            directive.kind = Some(ObligationKind::Priority);
            directive.kind_words = (self.token(word).start, self.token(word).end);
        }
        Some(directive)
    }

    // Whose act it is.

    fn subject(&self) -> Subject<'r> {
        let tokens = &self.sentence.tokens;
        let mentions: &'r [Mention] = &self.sentence.mentions;
        let before = &self.clause.before;
        let verb = self.clause.verb;
        let mut from = before.start;
        while from < verb
            && (tokens[from].is_mark() && !tokens[from].aside
                || tokens[from].class.is(WordClass::CONJUNCTION))
        {
            from += 1;
        }
        let shared = before.is_empty() || from == verb;
        if shared && self.index > 0 {
            // "… og skal bidra": the subject of the clause before.
            let clause = &self.sentence.clauses[self.index - 1];
            return Reading {
                sentence: self.sentence,
                setting: self.setting,
                clause,
                index: self.index - 1,
            }
            .subject();
        }
        let inverted = from < verb && self.fronted(from, verb);
        if !inverted && let Some(row) = row_at(tokens, mentions, from, verb) {
            return self.judge(row, verb);
        }
        if let Some(row) = row_at(tokens, mentions, verb + 1, tokens.len()) {
            let start = row.mentions[0].start;
            let gap = tokens[verb + 1..]
                .iter()
                .take_while(|token| token.start < start && token.end <= start)
                .any(|token| token.is_mark());
            // An object may follow too: "Disse skal NAV-kontoret …" has the unit as subject as well.
            if !gap && (inverted || self.subject_is_light(from, verb)) {
                return self.judge(row, verb);
            }
        }
        if from < verb && verb - from <= 2 {
            let word = tokens[verb - 1].word;
            if [
                "vi",
                "me",
                "regjeringen",
                "regjeringa",
                "stortinget",
                "statsråden",
                "storting",
            ]
            .contains(&word)
            {
                return Subject::Writer;
            }
        }
        let next = tokens.get(verb + 1);
        if inverted
            && next.is_some_and(|next| {
                next.is_any(&["vi", "me", "regjeringen", "regjeringa", "stortinget"])
            })
        {
            return Subject::Writer;
        }
        Subject::Nobody
    }

    /// Whether what stands before the verb cannot be the subject of a passive or modal with a unit after.
    fn subject_is_light(&self, from: usize, verb: usize) -> bool {
        // "Våren 2024 skal etaten": two or three words of time before the verb.
        verb - from <= 3
            && (from..verb).any(|at| {
                let word = self.token(at).word;
                word.starts_with("20")
                    || [
                        "våren", "høsten", "hausten", "sommeren", "sommaren", "året", "i år",
                    ]
                    .contains(&word)
            })
    }

    fn judge(&self, row: Row<'r>, verb: usize) -> Subject<'r> {
        let tokens = &self.sentence.tokens;
        let first = row.mentions[0];
        let last = row.mentions[row.mentions.len() - 1];
        let writers = |mention: &&Mention| mention.units.iter().all(|slug| self.is_writer(slug));
        let next = tokens.get(row.end);
        let noun_follows = next.is_some_and(|next| {
            row.end != verb
                && !next.is_mark()
                && !next.class.is(WordClass::PREPOSITION)
                && !next.class.is(WordClass::FINITE)
                && !next.class.is(WordClass::CONJUNCTION)
                && next.word != "som"
        });
        if last.genitive && noun_follows
            || first.genitive && row.mentions.len() == 1 && row.end < verb
        {
            if writers(&first) {
                return Subject::Writer;
            }
            return Subject::Owned(last);
        }
        if row.mentions.iter().all(writers) {
            return Subject::Writer;
        }
        Subject::Units(row)
    }

    fn actors(
        &self,
        subject: &Subject<'_>,
        main: Option<usize>,
        passive: bool,
    ) -> Vec<(String, (usize, usize), &'static str)> {
        let agent = self.agent();
        if !agent.is_empty() {
            return agent;
        }
        match subject {
            Subject::Units(row) if passive => {
                let _ = row;
                Vec::new()
            }
            Subject::Units(row) => {
                let receives = main.is_some_and(|at| self.token(at).is_any(&["få", "motta"]));
                let outside = row.mentions.iter().flat_map(|m| &m.units).all(|slug| {
                    self.setting.finder.kind(slug) == Some(crate::vocabulary::UnitKind::External)
                });
                if receives && outside {
                    return Vec::new();
                }
                self.named(&row.mentions, "unit/subject")
            }
            Subject::Owned(mention) => self.named(&[mention], "unit/genitive"),
            Subject::Writer => Vec::new(),
            Subject::Nobody => self.pronoun(),
        }
    }

    /// "De skal følge opp": whom the sentence before named.
    fn pronoun(&self) -> Vec<(String, (usize, usize), &'static str)> {
        let before = &self.clause.before;
        let pronoun = before.len() == 1
            && self
                .token(before.start)
                .is_any(&["de", "dei", "disse", "desse"]);
        if !pronoun || self.index > 0 {
            return Vec::new();
        }
        let token = self.token(before.start);
        self.setting
            .memory
            .subject
            .iter()
            .map(|slug| (slug.clone(), (token.start, token.end), "unit/pronoun"))
            .collect()
    }

    /// "… følges opp av nasjonal oppfølgingsenhet".
    fn agent(&self) -> Vec<(String, (usize, usize), &'static str)> {
        let tokens = &self.sentence.tokens;
        for at in self.clause.verb + 1..tokens.len() {
            if tokens[at].word != "av" || tokens[at].aside {
                continue;
            }
            let before = &tokens[at - 1];
            let verbal = before.class.is(WordClass::PASSIVE)
                || before.is_any(&[
                    "opp", "ut", "inn", "til", "fram", "frem", "videre", "over", "kjent", "bruk",
                    "hovedsak",
                ]);
            if !verbal {
                continue;
            }
            // An opener between the verb and the agent makes it another clause's.
            if (self.clause.verb + 1..at).any(|i| opens_clause(tokens, i)) {
                return Vec::new();
            }
            if let Some(row) = row_at(tokens, &self.sentence.mentions, at + 1, tokens.len()) {
                return self.named(&row.mentions, "unit/agent");
            }
        }
        Vec::new()
    }

    fn row_units(
        &self,
        from: usize,
        rule: &'static str,
    ) -> Vec<(String, (usize, usize), &'static str)> {
        let tokens = &self.sentence.tokens;
        let mut from = from;
        while from < tokens.len() && tokens[from].is_any(&["både", "også", "og", "berre", "òg"])
        {
            from += 1;
        }
        match row_at(tokens, &self.sentence.mentions, from, tokens.len()) {
            Some(row) if !row.mentions[0].genitive => self.named(&row.mentions, rule),
            _ => Vec::new(),
        }
    }

    /// The units that act in the first clause, whether it directs or not.
    fn acting(&self) -> Vec<(String, (usize, usize), &'static str)> {
        match self.subject() {
            Subject::Units(row) if !self.token(self.clause.verb).class.is(WordClass::PASSIVE) => {
                self.named(&row.mentions, "unit/subject")
            }
            _ => Vec::new(),
        }
    }

    fn row_is_subject(&self, from: usize, verb: usize) -> bool {
        row_at(&self.sentence.tokens, &self.sentence.mentions, from, verb)
            .is_some_and(|row| row.end == verb)
    }

    fn object_units(&self, from: usize) -> Vec<(String, (usize, usize), &'static str)> {
        let tokens = &self.sentence.tokens;
        let mut from = from;
        while from < tokens.len()
            && (tokens[from].class.is(WordClass::ADVERB)
                || tokens[from].is_any(&["vi", "me", "departementet", "om", "at"]))
        {
            from += 1;
        }
        let Some(row) = row_at(tokens, &self.sentence.mentions, from, tokens.len()) else {
            return Vec::new();
        };
        let mentions: Vec<&Mention> = row
            .mentions
            .into_iter()
            .filter(|mention| !mention.units.iter().all(|slug| self.is_writer(slug)))
            .collect();
        self.named(&mentions, "unit/object")
    }

    fn named(
        &self,
        mentions: &[&Mention],
        rule: &'static str,
    ) -> Vec<(String, (usize, usize), &'static str)> {
        let mut units: Vec<(String, (usize, usize), &'static str)> = Vec::new();
        for mention in mentions {
            for slug in &mention.units {
                if !units.iter().any(|(one, _, _)| one == slug) {
                    units.push((slug.clone(), (mention.start, mention.end), rule));
                }
            }
        }
        // Beside a unit that must act, the writer is the one it acts with.
        if units.iter().any(|(slug, _, _)| !self.is_writer(slug)) {
            units.retain(|(slug, _, _)| !self.is_writer(slug));
        }
        units
    }

    fn is_writer(&self, slug: &str) -> bool {
        if slug == self.setting.memory.recipient {
            return false;
        }
        self.setting.memory.sender.as_deref() == Some(slug) || self.setting.finder.is_ministry(slug)
    }

    /// Whether the writer, or nobody named, is the subject of an active verb.
    fn writes(&self) -> bool {
        match self.subject() {
            Subject::Writer => true,
            Subject::Nobody => {
                let before = self.clause.before.clone();
                // An imperative, "ber vi", or a title ("Statsråden ber").
                before.is_empty()
                    || before.clone().any(|at| {
                        self.token(at)
                            .is_any(&["vi", "me", "departementet", "jeg", "eg"])
                    })
                    || self
                        .within(self.clause.verb + 1, 1, |t| {
                            t.is_any(&["vi", "me", "departementet", "eg"])
                        })
                        .is_some()
            }
            Subject::Units(_) | Subject::Owned(_) => false,
        }
    }

    // What the clause says.

    fn main_infinitive(&self) -> Option<usize> {
        self.infinitive_after(self.clause.verb)
    }

    fn infinitive_after(&self, at: usize) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        let mut depth = 0_usize;
        for i in at + 1..tokens.len() {
            let token = &tokens[i];
            if token.aside {
                continue;
            }
            if token.is_any(&[";", ":"]) {
                return None;
            }
            if opens_clause(tokens, i) {
                depth += 1;
                continue;
            }
            if depth > 0 {
                // A relative clause between subject and infinitive: "skal brukere som ønsker det, få".
                if token.word == ","
                    || token.class.is(WordClass::FINITE) && !token.class.is(WordClass::PASSIVE)
                {
                    if token.word == "," {
                        depth = 0;
                    }
                    continue;
                }
                continue;
            }
            if token.class.is(WordClass::PASSIVE) && !token.class.is(WordClass::FINITE) {
                return Some(i);
            }
            if token.class.is(WordClass::INFINITIVE) && !self.noun_here(i) {
                return Some(i);
            }
        }
        None
    }

    /// An infinitive form used as a noun: "etter avtale", "en støtte".
    fn noun_here(&self, at: usize) -> bool {
        let before = self.token(at - 1);
        before.class.is(WordClass::PREPOSITION)
            && !before.is_any(&["til", "inn", "opp", "ut", "over", "sammen", "siden"])
            || before.is_any(&[
                "en", "et", "ei", "ein", "eit", "den", "det", "god", "ny", "særlig",
            ]) && self.token(at).is_any(&[
                "støtte", "møte", "avtale", "høre", "måle", "ramme", "tale", "kreve",
            ])
    }

    fn bli_passive(&self) -> bool {
        let main = self.main_infinitive();
        main.is_some_and(|at| {
            self.token(at).is_any(&["bli", "verte", "bli_"])
                && self
                    .within(at + 1, 4, |token| {
                        ["t", "te", "a", "ne", "et", "ede"]
                            .iter()
                            .any(|e| token.word.ends_with(e))
                            && token.word.len() > 4
                            && !token.class.is(WordClass::DETERMINER)
                    })
                    .is_some()
        })
    }

    fn verb_below(&self, from: usize) -> Option<usize> {
        (from..self.sentence.tokens.len()).find(|at| {
            let class = self.token(*at).class;
            class.is(WordClass::FINITE) || class.is(WordClass::PASSIVE)
        })
    }

    /// Fills in the kind where the clause's verbs tell it: rapportere, redegjøre; prioritere.
    fn kind_of(&self, directive: &mut Directive, main: Option<usize>) {
        let tokens = &self.sentence.tokens;
        let start = main.unwrap_or(self.clause.verb + 1);
        let mut depth = 0_usize;
        for at in start..self.clause.after.end.max(start).min(tokens.len()) {
            let token = &tokens[at];
            if opens_clause(tokens, at) && token.word != "om" && token.word != "når" {
                depth += 1;
            }
            if depth > 0 || token.aside {
                continue;
            }
            let first = Some(at) == main;
            let coordinated = at > 0 && {
                let before = tokens[at - 1];
                before.is_any(&["og", ",", "samt", "eller", "også", "å", "om"])
            };
            if reports(token.word) && (first || coordinated || at == start) {
                directive.kind = Some(ObligationKind::Reporting);
                directive.kind_words = (token.start, token.end);
                return;
            }
            if first && token.word.starts_with("priorit") {
                directive.kind = Some(ObligationKind::Priority);
                directive.kind_words = (token.start, token.end);
                return;
            }
        }
        if let Some(main) = main {
            self.kind_by_object(directive, main);
        }
    }

    /// "gi en redegjørelse", "utarbeide en årsrapport", "levere statistikk", "gi prioritet til".
    fn kind_by_object(&self, directive: &mut Directive, main: usize) {
        let verb = self.token(main).word;
        let gives = [
            "gi",
            "gis",
            "gir",
            "gje",
            "gjev",
            "gjevast",
            "levere",
            "leveres",
            "leverast",
            "utarbeide",
            "utarbeides",
            "sende",
            "sendes",
            "sendast",
            "oversende",
            "legge",
            "omfatte",
            "inneholde",
            "innehalde",
        ];
        if !gives.contains(&verb) {
            return;
        }
        let object = (main + 1..self.sentence.tokens.len().min(main + 9))
            .take_while(|at| !opens_clause(&self.sentence.tokens, *at))
            .find(|at| {
                let token = self.token(*at);
                !token.aside
                    && accounts(token.word)
                    && !(self.token(*at - 1).is_any(&[
                        "av", "i", "med", "fra", "etter", "på", "om", "for", "gjennom",
                    ]))
            });
        if let Some(at) = object {
            directive.kind = Some(ObligationKind::Reporting);
            directive.kind_words = (self.token(at).start, self.token(at).end);
            return;
        }
        let priority = self.within(main + 1, 2, |token| token.word == "prioritet");
        if let Some(at) = priority {
            directive.kind = Some(ObligationKind::Priority);
            directive.kind_words = (self.token(at).start, self.token(at).end);
        }
    }

    // Small questions about the clause.

    /// Whether the clause starts with something that is no subject: a preposition, an adverb, a
    /// subordinate clause.
    fn fronted(&self, from: usize, verb: usize) -> bool {
        let token = self.token(from);
        if opens_clause(&self.sentence.tokens, from) {
            return true;
        }
        if token.class.is(WordClass::ADVERB) && !token.class.is(WordClass::DETERMINER) {
            return true;
        }
        if token.class.is(WordClass::PREPOSITION) {
            return true;
        }
        token.is_any(&["det", "dette", "slik"]) && verb == from + 1
    }

    /// A subject that is people or businesses, not a thing.
    fn beneficiary(&self) -> bool {
        self.clause.before.clone().any(|at| {
            let word = self.token(at).word;
            const PEOPLE: &[&str] = &[
                "bruker",
                "brukar",
                "person",
                "mottaker",
                "mottakar",
                "søker",
                "søkar",
                "bedrift",
                "virksomhet",
                "verksemd",
                "deltaker",
                "deltakar",
                "sykmeldt",
                "sjukmeld",
                "elev",
                "student",
                "innbygger",
                "innbyggjar",
                "unge",
                "kommune",
                "arbeidsgiver",
                "arbeidsgivar",
                "ledige",
            ];
            PEOPLE.iter().any(|stem| word.starts_with(stem))
        })
    }

    /// "må ses i lys av", "må leses sammen med", said of the letter and its figures.
    fn about_the_letter(&self) -> bool {
        let tokens = &self.sentence.tokens;
        let read = self.within(self.clause.verb + 1, 6, |token| {
            token.is_any(&[
                "ses",
                "sees",
                "leses",
                "sjåast",
                "lesast",
                "forstås",
                "forståast",
                "lese",
                "ses_i",
            ])
        });
        let Some(read) = read else {
            return false;
        };
        let together = tokens[read + 1..].iter().take(5).any(|token| {
            token.is_any(&[
                "lys",
                "sammenheng",
                "samanheng",
                "sammen",
                "saman",
                "bakgrunn",
            ])
        });
        if !together {
            return false;
        }
        const LETTER: &[&str] = &[
            "brev",
            "omtal",
            "føring",
            "resultat",
            "utvikling",
            "parameter",
            "indikator",
            "tabell",
            "vedlegg",
            "kapitt",
            "kapittel",
            "tall",
            "tal",
            "rapport",
            "krav",
            "styringsinformasjon",
            "dokument",
            "mål",
            "instruks",
            "proposisjon",
            "måloppnåelse",
            "styringssignal",
        ];
        let subject: Vec<&Token<'_>> = self
            .clause
            .before
            .clone()
            .chain(self.clause.verb + 1..read)
            .map(|at| &tokens[at])
            .collect();
        subject.iter().take(3).any(|token| {
            LETTER.iter().any(|stem| {
                token.word.starts_with(stem)
                    || token
                        .word
                        .trim_end_matches(|c: char| c.is_alphabetic() && "etan".contains(c))
                        .ends_with("brev")
            })
        })
    }

    /// "Målene i dette brevet skal bidra til …": goals tell, they do not act.
    fn about_goals(&self) -> bool {
        let first = self.clause.before.clone().next();
        first.is_some_and(|at| {
            self.token(at).is_any(&[
                "målene",
                "måla",
                "målet",
                "delmålene",
                "hovedmålene",
                "sektormålene",
            ])
        })
    }

    /// What the sentence puts off to another letter, or tells of the writer's own plans.
    fn elsewhere(&self) -> bool {
        let words = |words: &[&str]| {
            let tokens = &self.sentence.tokens;
            tokens.windows(words.len()).any(|window| {
                window
                    .iter()
                    .zip(words)
                    .all(|(token, word)| token.word == *word)
            })
        };
        words(&["eget", "brev"])
            || words(&["eige", "brev"])
            || words(&["egne", "brev"])
            || words(&["nærmere"])
            || words(&["nærare"])
            || words(&["av", "departementet"])
            || words(&["av", "regjeringen"])
            || words(&["tidspunkt"])
    }

    /// "Det …" or "… er det …" as a mere place-holder.
    fn impersonal(&self) -> bool {
        let before = self.clause.before.clone();
        let last = before.clone().rev().find(|at| !self.token(*at).is_mark());
        last.is_some_and(|at| self.token(at).word == "det" && before.len() <= 2)
            || before.len() == 1 && self.token(before.start).word == "det"
            || self
                .within(self.clause.verb + 1, 1, |token| token.word == "det")
                .is_some()
    }

    fn anaphoric(&self) -> bool {
        let before = self.clause.before.clone();
        before.len() <= 2
            && before
                .clone()
                .any(|at| self.token(at).is_any(&["det", "dette"]))
    }

    /// "at" after the verb, before any other opener.
    fn that(&self) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        (self.clause.verb + 1..tokens.len().min(self.clause.verb + 16))
            .take_while(|at| !tokens[*at].is_any(&[",", ";", ":", "som", "hvis", "dersom"]))
            .find(|at| tokens[*at].word == "at")
    }

    fn past(&self, at: usize) -> bool {
        self.within(at + 1, 2, |token| {
            token.is_any(&["blitt", "tidligere", "vorte"])
        })
        .is_some()
    }

    fn phrase(&self, from: usize, reach: usize, words: &[&str]) -> bool {
        let tokens = &self.sentence.tokens;
        let end = tokens.len().min(from + reach + words.len());
        tokens[from.min(end)..end]
            .windows(words.len())
            .any(|window| {
                window
                    .iter()
                    .zip(words)
                    .all(|(token, word)| token.word == *word)
            })
    }

    fn within(
        &self,
        from: usize,
        reach: usize,
        wanted: impl Fn(&Token<'_>) -> bool,
    ) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        (from..tokens.len().min(from + reach)).find(|at| !tokens[*at].aside && wanted(&tokens[*at]))
    }

    fn token(&self, at: usize) -> &'r Token<'t> {
        &self.sentence.tokens[at]
    }

    fn found(&self, modality: Modality, rule: &'static str, at: usize) -> Directive {
        let token = self.token(at);
        Directive {
            modality,
            kind: None,
            kind_words: (token.start, token.end),
            words: (token.start, token.end),
            rule,
            units: Vec::new(),
        }
    }
}

/// Present passives that lay something down rather than tell of it.
const LAID_DOWN: &[&str] = &[
    "videreføres",
    "vidareførast",
    "vidareføres",
    "prioriteres",
    "prioriterast",
    "involveres",
    "involverast",
    "rapporteres",
    "rapporterast",
    "oversendes",
    "oversendast",
    "sendes",
    "sendast",
    "gjennomføres",
    "gjennomførast",
    "benyttes",
    "nyttes",
    "startes",
    "iverksettes",
    "dokumenteres",
    "innrapporteres",
    "leveres",
    "ivaretas",
    "meldes",
    "vektlegges",
    "vektleggjast",
    "innarbeides",
    "overføres",
    "tilbys",
    "innhentes",
    "orienteres",
    "ferdigstilles",
];

fn reports(word: &str) -> bool {
    [
        "rapporter",
        "innrapporter",
        "redegjør",
        "redegjørast",
        "orienter",
        "oversend",
        "gjør_greie",
        "greie",
        "utgreie",
        "tilbakemeld",
        "avrapporter",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
        && !word.starts_with("rapporteri")
        && !word.starts_with("orienteri")
        && !word.starts_with("orientert")
        && !word.starts_with("redegjørels")
        && !word.starts_with("oversendel")
        && !word.starts_with("rapportert")
        || word == "innberette"
}

fn accounts(word: &str) -> bool {
    [
        "redegjørelse",
        "utgreiing",
        "rapport",
        "statusrapport",
        "rapportering",
        "oversikt",
        "årsrapport",
        "tilstandsvurdering",
        "status",
        "statistikk",
        "analyser",
        "omtale",
        "statusoversikt",
        "delrapport",
        "sluttrapport",
        "årsrapporter",
        "statusrapportar",
        "oversyn",
        "orientering",
        "omtala",
        "oppsummering",
    ]
    .contains(&word)
        || word.ends_with("rapport")
        || word.ends_with("rapportering")
        || word.ends_with("redegjørelse")
}
