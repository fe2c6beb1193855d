//! Which goals a requirement serves and which indicators measure it.
//!
//! Proved by place and words alone: the requirement stands below the heading that states the goal, is the
//! goal itself as an item of "skal bidra til følgende sektormål:", or points at the list above it ("skal
//! bidra til disse målene"). An indicator measures a requirement where both stand below one goal's heading.

use super::Context;
use crate::language::{Words, words};
use crate::model::{Goal, Indicator, Obligation};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static THESE_GOALS: LazyLock<&Words> = LazyLock::new(|| words("goal", "these_goals"));

/// Fills goals and indicators of the requirements.
pub fn tie(
    context: &Context,
    obligations: &mut [Obligation],
    goals: &[Goal],
    indicators: &[Indicator],
) {
    let headed = headed(goals);
    let above = |section: u32| goal_above(context, &headed, section);
    let measures: Vec<Option<u32>> = indicators
        .iter()
        .map(|indicator| above(indicator.section))
        .collect();
    let mut by_goal: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (index, goal) in measures.iter().enumerate() {
        if let Some(goal) = goal {
            by_goal.entry(*goal).or_default().push(index as u32);
        }
    }
    for obligation in obligations {
        let own = of_words(obligation, goals);
        let placed = above(obligation.section);
        if let Some(goal) = placed {
            obligation.indicators = by_goal.get(&goal).cloned().unwrap_or_default();
        }
        obligation.goals = own;
        if let Some(goal) = placed.filter(|goal| !obligation.goals.contains(goal)) {
            obligation.goals.push(goal);
        }
    }
}

/// Section → the goal that its heading states.
fn headed(goals: &[Goal]) -> FxHashMap<u32, u32> {
    goals
        .iter()
        .enumerate()
        .filter(|(_, goal)| goal.evidence.rule.starts_with("goal/heading"))
        .map(|(index, goal)| (goal.section, index as u32))
        .collect()
}

/// The goal that the nearest heading above a section states.
fn goal_above(context: &Context, headed: &FxHashMap<u32, u32>, section: u32) -> Option<u32> {
    let mut at = Some(section);
    while let Some(section) = at {
        if let Some(goal) = headed.get(&section) {
            return Some(*goal);
        }
        at = context.outline.sections.get(section as usize)?.parent;
    }
    None
}

/// The goals that the words of a requirement name: itself, or those of the list right above it.
fn of_words(obligation: &Obligation, goals: &[Goal]) -> Vec<u32> {
    let start = obligation.spans.first().map_or(0, |span| span.start);
    let points = THESE_GOALS.within(&obligation.text.to_lowercase());
    goals
        .iter()
        .enumerate()
        .filter(|(_, goal)| {
            let is_same = goal.spans == obligation.spans;
            let is_above = points
                && goal.section == obligation.section
                && goal.evidence.rule == "goal/list"
                && goal.spans.first().is_some_and(|span| span.start < start);
            is_same || is_above
        })
        .map(|(index, _)| index as u32)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::facts;

    /// Each requirement with the goals it serves and the indicators that measure it.
    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        let facts = facts("brev-2031", content);
        let found: Vec<String> = facts
            .obligations
            .iter()
            .map(|one| {
                let goals: Vec<&str> = one
                    .goals
                    .iter()
                    .map(|goal| facts.goals[*goal as usize].text.as_str())
                    .collect();
                let measured: Vec<&str> = one
                    .indicators
                    .iter()
                    .map(|at| facts.indicators[*at as usize].name.as_str())
                    .collect();
                format!("{} → {} | {}", one.quote, goals.join(" + "), measured.join(" + "))
            })
            .collect();
        assert_eq!(found, expected, "{content}");
    }

    #[test]
    fn a_requirement_serves_the_goal_whose_heading_it_stands_below() {
        check(
            "# Brev 2031\n\n## 3. Mål og oppdrag\n\n### 3.1 Tangen er ren i alle fjorder\n\n#### 3.1.1 Styringsparametere\n\n- Andel målt tang\n\n#### 3.1.2 Oppdrag\n\nTilsynet skal telle tang.\n\n## 4. Styring\n\nTilsynet skal føre regnskap.\n",
            &[
                "Tilsynet skal telle tang. → Tangen er ren i alle fjorder | Andel målt tang",
                "Tilsynet skal føre regnskap. →  | ",
            ],
        );
    }

    #[test]
    fn a_sentence_may_point_at_the_goals_above_it() {
        check(
            "# Brev 2031\n\n## 2 Overordnede mål\n\nDe overordnede målene for kysten er:\n\n1. Rent vann\n2. Rettferdig bruk av tang\n\nTilsynet skal gjennom sin innsats bidra til disse målene.\n",
            &[
                "Tilsynet skal gjennom sin innsats bidra til disse målene. → Rent vann + Rettferdig bruk av tang | ",
            ],
        );
    }
}
