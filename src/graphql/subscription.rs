//! What can be listened to.

use super::event::{DocumentChange, Events, IngestProgress};
use async_graphql::{Context, ID, Result, Subscription};
use futures_util::{Stream, StreamExt, future};
use tokio_stream::wrappers::BroadcastStream;

/// The subscription root.
pub struct Subscriptions;

/// Events (hendelser), over the WebSocket at `/graphql/ws` with the protocol `graphql-transport-ws`.
#[Subscription(name = "Subscription")]
impl Subscriptions {
    /// How far ingests come, from now on (framdrift for innlesing).
    async fn ingest_progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only of this ingest; of all when left out (jobb).")] job: Option<ID>,
    ) -> Result<impl Stream<Item = IngestProgress> + use<>> {
        let heard = BroadcastStream::new(context.data::<Events>()?.progress_from_now());
        // A listener that lags behind goes on with what is still there.
        let progress = heard.filter_map(|told| future::ready(told.ok()));
        Ok(progress.filter(move |told| {
            future::ready(job.as_ref().is_none_or(|wanted| *wanted == told.job))
        }))
    }

    /// Documents that come, change or go, from now on (endringer i arkivet).
    async fn document_changed(
        &self,
        context: &Context<'_>,
    ) -> Result<impl Stream<Item = DocumentChange> + use<>> {
        let heard = BroadcastStream::new(context.data::<Events>()?.changes_from_now());
        Ok(heard.filter_map(|told| future::ready(told.ok())))
    }
}
