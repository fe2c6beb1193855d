//! The gate that every request passes, by HTTP or WebSocket: limits, operation, variables, and codes on errors.

use super::allowance::Allowance;
use super::cost::check_document;
use super::error::Code;
use super::limits::Limits;
use super::scan::check_text;
use super::variables::check_variables;
use crate::archive::Archive;
use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextPrepareRequest, NextResolve,
    NextValidation, ResolveInfo,
};
use async_graphql::parser::types::{
    DocumentOperations, OperationDefinition, OperationType, VariableDefinition,
};
use async_graphql::{
    Positioned, Request, Response, ServerError, ServerResult, ValidationResult, Value, Variables,
};
use std::any::TypeId;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How a request came; one without is taken to have come by WebSocket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// HTTP GET: queries alone.
    Get,
    /// HTTP POST: queries and mutations.
    Post,
}

/// Tells whoever sent the request whether anything was executed: where nothing was, the answer has no `data`.
#[derive(Clone, Debug, Default)]
pub struct Started(Arc<AtomicBool>);

impl Started {
    /// Whether it came so far.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Makes a gate for each request.
pub(super) struct Gates {
    pub(super) limits: Arc<Limits>,
}

impl ExtensionFactory for Gates {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Gate {
            limits: self.limits.clone(),
            allowance: Arc::new(Allowance::new(self.limits.clone())),
            changes: AtomicBool::new(false),
            variables: Mutex::new(None),
        })
    }
}

type Declared = (Vec<Positioned<VariableDefinition>>, Variables);

struct Gate {
    limits: Arc<Limits>,
    allowance: Arc<Allowance>,
    /// A change is stored to its end, however long that takes.
    changes: AtomicBool,
    /// Kept from before to after validation, so that a wrong type is told first.
    variables: Mutex<Option<Declared>>,
}

#[async_trait]
impl Extension for Gate {
    async fn prepare_request(
        &self,
        context: &ExtensionContext<'_>,
        request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let mut request = next.run(context, request).await?;
        let transport = request.data.get(&TypeId::of::<Transport>());
        let transport = transport.and_then(|any| any.downcast_ref::<Transport>().copied());
        let name = request.operation_name.clone();
        let variables = request.variables.clone();
        check_text(&request.query)?;
        let document = request
            .parsed_query()
            .map_err(|error| Code::ParseFailed.mark(error))?;
        let operation = chosen(&document.operations, name.as_deref())?;
        let operation_type = operation.ty;
        check_transport(operation_type, transport)?;
        let changes = operation_type == OperationType::Mutation;
        self.changes.store(changes, Ordering::Relaxed);
        check_document(
            document,
            &variables,
            &context.schema_env.registry,
            &self.limits,
        )?;
        let declared = (operation.variable_definitions.clone(), variables);
        *self
            .variables
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(declared);
        if let Ok(archive) = context.data::<Arc<Archive>>() {
            request = request.data(archive.snapshot());
        }
        Ok(request.data(Arc::clone(&self.allowance)))
    }

    async fn validation(
        &self,
        context: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let validated = next.run(context).await;
        let result = validated.map_err(|errors| marked(errors, Code::ValidationFailed))?;
        if result.complexity > self.limits.complexity {
            return Err(vec![Code::ComplexityLimit.refusal(format!(
                "the request may bring {} fields; at most {} are allowed, so ask for smaller pages (`first`) or fewer fields",
                result.complexity, self.limits.complexity
            ))]);
        }
        let declared = self
            .variables
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some((definitions, variables)) = declared {
            let registry = &context.schema_env.registry;
            let errors = check_variables(registry, &definitions, &variables);
            if !errors.is_empty() {
                return Err(errors);
            }
        }
        Ok(result)
    }

    async fn execute(
        &self,
        context: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if let Some(started) = context.data_opt::<Started>() {
            started.0.store(true, Ordering::Relaxed);
        }
        self.allowance.begin(!self.changes.load(Ordering::Relaxed));
        let mut response = next.run(context, operation_name).await;
        // What was made by then is of no use, and every value not made any more has its own error.
        if let Some(error) = self.allowance.broken_off() {
            return Response::from_errors(vec![error]);
        }
        // Resolvers code their own errors: what has no code is an argument that did not parse.
        response.errors = marked(response.errors, Code::BadUserInput);
        response
    }

    /// Every value passes here: each field, and each entry of a list.
    async fn resolve(
        &self,
        context: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        self.allowance.take_value()?;
        let plain = info.field.selection_set.node.items.is_empty();
        let name = info.alias.unwrap_or(info.name);
        let value = next.run(context, info).await?;
        if let Some(value) = value.as_ref().filter(|_| plain) {
            self.allowance.take_bytes(name, value)?;
        }
        Ok(value)
    }
}

/// Whether a request asks to be told of events, and so goes on for as long as somebody listens.
pub fn is_subscription(request: &mut Request) -> bool {
    if check_text(&request.query).is_err() {
        return false;
    }
    let name = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else {
        return false;
    };
    let operation = chosen(&document.operations, name.as_deref());
    operation.is_ok_and(|operation| operation.ty == OperationType::Subscription)
}

fn marked(errors: Vec<ServerError>, code: Code) -> Vec<ServerError> {
    errors.into_iter().map(|error| code.mark(error)).collect()
}

fn chosen<'a>(
    operations: &'a DocumentOperations,
    name: Option<&str>,
) -> Result<&'a OperationDefinition, ServerError> {
    let mut named = operations.iter();
    let found = match name {
        Some(wanted) => named.find(|(name, _)| name.is_some_and(|name| name == wanted)),
        None if named.len() == 1 => named.next(),
        None => {
            return Err(Code::BadUserInput.refusal(
                "the document holds several operations; name the one to run in `operationName`",
            ));
        }
    };
    match (found, name) {
        (Some((_, operation)), _) => Ok(&operation.node),
        (None, Some(wanted)) => Err(Code::BadUserInput.refusal(format!(
            "the document holds no operation `{wanted}`; give the name of one that it holds in `operationName`"
        ))),
        (None, None) => Err(Code::BadUserInput.refusal("the document holds no operation; add one")),
    }
}

fn check_transport(
    operation: OperationType,
    transport: Option<Transport>,
) -> Result<(), ServerError> {
    match (operation, transport) {
        (OperationType::Mutation, Some(Transport::Get)) => Err(Code::MethodNotAllowed
            .refusal("a mutation changes something and cannot come by GET; send it by POST")),
        (OperationType::Subscription, Some(_)) => Err(Code::BadUserInput.refusal(
            "a subscription needs a WebSocket; connect to /graphql/ws with the protocol `graphql-transport-ws`",
        )),
        _ => Ok(()),
    }
}
