//! Scalars and enums of the schema.

use crate::{model, vocabulary};
use async_graphql::{Enum, InputValueError, InputValueResult, Scalar, ScalarType, Value};

/// A calendar day (dato) in ISO 8601 form: `2024-04-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date(pub jiff::civil::Date);

/// A calendar day (dato) in ISO 8601 form: `2024-04-30`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        let date = text.parse().map_err(|_| {
            InputValueError::custom(format!("`{text}` is no day; write it as `2024-04-30`"))
        })?;
        Ok(Date(date))
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(_))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A moment (tidspunkt) in ISO 8601 form with UTC: `2024-04-30T12:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime(pub jiff::Timestamp);

/// A moment (tidspunkt) in ISO 8601 form with UTC: `2024-04-30T12:00:00Z`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        let moment = text.parse().map_err(|_| {
            InputValueError::custom(format!(
                "`{text}` is no moment; write it as `2024-04-30T12:00:00Z`"
            ))
        })?;
        Ok(DateTime(moment))
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(_))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// How strongly a requirement directs (styringsgrad), weakest first.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::Modality")]
pub enum Modality {
    /// Grants an option (kan).
    May,
    /// Is expected (forventes, legger til grunn at).
    Expected,
    /// Is asked for (bes om, ber om).
    Requested,
    /// Is advised (bør, anbefales, oppfordres).
    Should,
    /// Is binding (skal, må, plikter, har ansvar for).
    Must,
}

/// What sort of requirement it is (type krav).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::ObligationKind")]
pub enum ObligationKind {
    /// Duty (plikt): any other requirement.
    Duty,
    /// Assignment (oppdrag): a task given.
    Assignment,
    /// Reporting (rapporteringskrav): asks for a report, statistic or account.
    Reporting,
    /// Priority (prioritering): names somebody or something as prioritised.
    Priority,
}

/// Kind of document (dokumenttype).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::DocumentKind")]
pub enum DocumentKind {
    /// Letter of allocation from a ministry to its agency (tildelingsbrev).
    Tildelingsbrev,
    /// Changes a letter of allocation from its date on (supplerende tildelingsbrev).
    SupplerendeTildelingsbrev,
    /// Letter of goals and disposition from a directorate to its units (mål- og disponeringsbrev).
    MalOgDisponeringsbrev,
    /// Standing instruction to an agency (instruks).
    Instruks,
    /// Annual report (årsrapport).
    Arsrapport,
    /// Another report (rapport).
    Rapport,
    /// Anything else (annet).
    Other,
    /// Mandate from a ministry to a health region or another company of the state (oppdragsdokument).
    Oppdragsdokument,
    /// Mandate that is no allocation letter (oppdragsbrev).
    Oppdragsbrev,
    /// Grants money to somebody outside the state (tilskuddsbrev).
    Tilskuddsbrev,
}

/// Written standard of Norwegian (målform).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::Language")]
pub enum Language {
    /// Bokmål (nb).
    Bokmal,
    /// Nynorsk (nn).
    Nynorsk,
}

/// How often something is due (hyppighet).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::Recurrence")]
pub enum Recurrence {
    /// Every month (månedlig).
    Monthly,
    /// Every quarter (kvartalsvis).
    Quarterly,
    /// Every four months (tertialvis).
    Tertial,
    /// Every year after the first four months (første tertial).
    #[graphql(name = "PER_TERTIAL_1")]
    PerTertial1,
    /// Every year after the second four months (andre tertial).
    #[graphql(name = "PER_TERTIAL_2")]
    PerTertial2,
    /// Every half year (halvårlig).
    HalfYearly,
    /// Every year (årlig).
    Yearly,
}

/// Whether something is to be done or to be left (retning).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::Polarity")]
pub enum Polarity {
    /// It is to be done (påbud).
    Positive,
    /// It is forbidden: skal ikke, kan ikke, ikke tillatt (forbud).
    Negative,
}

/// What a day of the steering calendar (styringskalender) is for.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "model::CalendarKind")]
pub enum CalendarKind {
    /// Something is due (frist).
    Deadline,
    /// A meeting (møte).
    Meeting,
}

/// What sort of body a unit is (type enhet).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "vocabulary::UnitKind")]
pub enum UnitKind {
    /// Ministry (departement).
    Ministry,
    /// Directorate (direktorat).
    Directorate,
    /// A whole agency (etat).
    Agency,
    /// Region or county level of an agency, as a kind or a named one (fylke, region).
    Region,
    /// Local office, as a kind (kontor).
    Office,
    /// Specialised unit or line of an agency (spesialenhet, linje).
    Line,
    /// A body of several that stands for all its parts (fellesbetegnelse).
    Collective,
    /// People with a role (rolle).
    Role,
    /// A body outside the agency (ekstern).
    External,
    /// Supervisory authority (tilsyn).
    Supervisory,
    /// Ombud (ombud).
    Ombud,
    /// Board or council with members (nemnd, råd).
    Board,
    /// Court (domstol).
    Court,
    /// Body of the Storting or of Sametinget (folkevalgt organ).
    Parliamentary,
    /// Research institute (forskningsinstitutt).
    Institute,
    /// University or university college (universitet, høyskole).
    University,
    /// Health trust (helseforetak).
    HealthTrust,
    /// Company or fund of the state (statsforetak, statlig selskap).
    Company,
    /// County council (fylkeskommune).
    County,
    /// Anything else (annet).
    Other,
}

/// Order of a list of requirements (rekkefølge).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Default)]
#[graphql(remote = "model::ObligationOrder")]
pub enum ObligationOrder {
    /// By document, then as they stand in it (dokument).
    #[default]
    Document,
    /// Earliest due first, those without a day last (frist).
    Due,
    /// Strongest modality first (styringsgrad).
    Modality,
    /// By official id of the assignment, those without one last (oppdragsnummer).
    OfficialId,
}
