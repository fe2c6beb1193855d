//! The GraphQL schema over the archive: types of its own, resolvers that read a snapshot, and the limits on requests.
//!
//! Doc comments become the schema's descriptions: English, with the Norwegian term.
//! HTTP and WebSocket are the server's.

mod allowance;
mod answer;
mod assignment;
mod cost;
mod diff;
mod document;
mod effective;
mod error;
mod event;
mod evidence;
mod fact;
mod filter;
mod gaps;
mod gate;
mod limits;
mod mutation;
mod node;
mod obligation;
mod page;
mod query;
mod quote;
mod right;
mod scalar;
mod scan;
mod search;
mod subscription;
mod suggestion;
mod term;
mod trace;
mod unit;
mod variables;

pub use allowance::timeout_message;
pub use error::Code;
pub use event::{DocumentChange, DocumentChangeKind, Events, IngestOutcome, IngestProgress};
pub use gate::{Started, Transport, is_subscription};
pub use limits::{Limits, MAX_LIST, MAX_PAGE};
pub use right::{Claim, Judgement};

use crate::archive::Archive;
use gate::Gates;
use std::sync::Arc;

/// The schema, ready to answer.
pub type Schema =
    async_graphql::Schema<query::Query, mutation::Mutation, subscription::Subscriptions>;

/// The schema over an archive.
pub fn schema(archive: Arc<Archive>, events: Events, limits: Limits) -> Schema {
    events.follow(archive.journal());
    builder()
        .data(archive)
        .data(events)
        .extension(Gates {
            limits: Arc::new(limits),
        })
        .finish()
}

/// The schema in GraphQL's own language, as `schema.graphql` holds it.
pub fn sdl() -> String {
    let mut sdl = builder().finish().sdl();
    sdl.truncate(sdl.trim_end().len());
    sdl.push('\n');
    sdl
}

fn builder()
-> async_graphql::SchemaBuilder<query::Query, mutation::Mutation, subscription::Subscriptions> {
    async_graphql::Schema::build(
        query::Query,
        mutation::Mutation,
        subscription::Subscriptions,
    )
}
