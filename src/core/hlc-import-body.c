/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-json-names.h"
#include "hlc-json-writer.h"
#include "hlc-operation-title.h"
#include "hlc-payload.h"
#include "hlc-visible-text.h"

#define TITLE_MAX_CHARACTERS 200

/* What the console's own interfaces write of an operation, and nobody else. */
static const char *const CONSOLE_MEMBERS[] = {
  "kind",         "state",      "title",    "is_test",  "origin", "requested_at", "polls",
  "responded_at", "decided_by", "timeline", "conflict", "status", "escalated_at", NULL
};
static const char *const KIND_MEMBER[] = { "kind", NULL };

static gboolean
has_member (HlcJsonValue object, const char *name, HlcJsonType type)
{
  HlcJsonValue member;

  return hlc_json_value_get_member (object, name, &member) && hlc_json_value_get_type (member) == type;
}

static char *
dup_member (HlcJsonValue object, const char *name)
{
  g_autofree char *text = NULL;

  if (!hlc_json_read_string (object, name, FALSE, &text, NULL) || text == NULL || *text == '\0')
    return NULL;

  return g_steal_pointer (&text);
}

static char *
make_title (HlcJsonValue spec, HlcOperationKind kind)
{
  g_autofree char *text = dup_member (spec, kind == HLC_OPERATION_FUNCTION_CALL ? "fn" : "msg");
  g_autofree char *subject = dup_member (spec, "subject");
  HlcJsonValue kwargs;

  if (text == NULL)
    text = g_strdup ("");
  if (kind == HLC_OPERATION_HUMAN_CONTACT)
    return hlc_operation_title_for_contact (subject, text);
  if (!hlc_json_value_get_member (spec, "kwargs", &kwargs))
    return hlc_visible_text_bounded (text, -1, HLC_VISIBLE_ONE_LINE, TITLE_MAX_CHARACTERS);

  return hlc_operation_title_for_call (text, kwargs);
}

/* The draft of an operation; NULL after saying why it cannot be created. */
static HlcOperationDraft *
make_draft (HlcImport *self, HlcJsonValue object, HlcOperationKind kind, const char *source)
{
  g_autofree char *call_id = dup_member (object, "call_id");
  g_autofree char *run_id = dup_member (object, "run_id");
  gboolean is_ours =
      has_member (object, "origin", HLC_JSON_STRING) && has_member (object, "state", HLC_JSON_STRING);
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperationDraft) draft = NULL;
  g_autofree char *sentence = NULL;

  if (!hlc_json_names_check_own (object, &error))
    {
      hlc_import_omit (self, source, "%s", error->message);
      return NULL;
    }

  draft = hlc_operation_draft_new (object, kind, call_id, run_id, is_ours ? CONSOLE_MEMBERS : KIND_MEMBER);
  draft->label = g_strdup (source);
  if (hlc_operation_draft_check (draft, problems))
    return g_steal_pointer (&draft);

  sentence = hlc_problems_to_sentence (problems);
  hlc_import_omit (self, source, "%s", sentence);
  return NULL;
}

/* Takes over what is given. */
static void
add_item (HlcImport *self,
          HlcImportType type,
          const char *source,
          char *title,
          HlcOperationDraft *operation,
          HlcEventDraft *event,
          HlcRequestDraft *request)
{
  HlcImportItem *item = g_new0 (HlcImportItem, 1);

  item->type = type;
  item->source = g_strdup (source);
  item->title = title;
  item->operation = operation;
  item->event = event;
  item->request = request;
  hlc_import_take_item (self, item);
}

/* An operation, or a request for one. */
static void
add_operation (HlcImport *self,
               HlcJsonValue object,
               HlcJsonValue spec,
               HlcOperationKind kind,
               const char *source,
               HlcRequestDraft *request)
{
  HlcOperationDraft *draft = make_draft (self, object, kind, source);

  if (draft != NULL)
    add_item (self, HLC_IMPORT_OPERATION, source, make_title (spec, kind), draft, NULL, request);
  else
    g_clear_pointer (&request, hlc_request_draft_free);
}

/* A webhook of a completed operation. */
static void
add_completed (HlcImport *self,
               HlcJsonValue object,
               const HlcPayload *payload,
               const char *source,
               HlcRequestDraft *request)
{
  g_autoptr (GBytes) text = hlc_json_value_dup_text (object);
  HlcOperationDraft *draft = make_draft (self, object, payload->operation->kind, source);

  if (draft != NULL)
    add_item (self, HLC_IMPORT_EVENT, source, g_strdup (payload->operation->title), draft,
              hlc_event_draft_new (payload->event_type, text, payload->is_test), request);
  else
    g_clear_pointer (&request, hlc_request_draft_free);
}

static void
add_event (HlcImport *self,
           HlcJsonValue event,
           const HlcPayload *payload,
           const char *source,
           HlcRequestDraft *request)
{
  g_autoptr (GBytes) text = hlc_json_value_dup_text (event);
  g_autoptr (HlcEventDraft) draft = hlc_event_draft_new (payload->event_type, text, payload->is_test);
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  g_autofree char *sentence = NULL;

  if (hlc_event_draft_check (draft, problems))
    {
      add_item (self, HLC_IMPORT_EVENT, source, g_strdup (payload->event_type), NULL,
                g_steal_pointer (&draft), request);
      return;
    }

  sentence = hlc_problems_to_sentence (problems);
  hlc_import_omit (self, source, "%s: %s", payload->event_type, sentence);
  g_clear_pointer (&request, hlc_request_draft_free);
}

/* TRUE: the body is one that a webhook has, and was dealt with. */
static gboolean
read_webhook (HlcImport *self, HlcJsonDocument *document, const char *source, HlcRequestDraft *request)
{
  HlcJsonValue root = hlc_json_document_get_root (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcPayload) payload = hlc_payload_new_detect (document, &error);
  gboolean is_envelope = FALSE;
  HlcJsonValue event;
  HlcJsonValue spec;

  if (payload == NULL && has_member (root, "event", HLC_JSON_OBJECT) &&
      !has_member (root, "spec", HLC_JSON_OBJECT))
    {
      hlc_import_omit (self, source, "%s", error->message);
      g_clear_pointer (&request, hlc_request_draft_free);
      return TRUE;
    }

  if (payload == NULL || payload->event_type == NULL)
    return FALSE;

  is_envelope = has_member (root, "type", HLC_JSON_STRING) &&
                hlc_json_value_get_member (root, "event", &event) &&
                hlc_json_value_get_type (event) == HLC_JSON_OBJECT;
  if (!is_envelope && payload->operation == NULL)
    return FALSE;

  if (!is_envelope)
    event = root;
  /* An operation that nobody has decided is a request for one, whatever is around it. */
  if (payload->operation == NULL)
    add_event (self, event, payload, source, request);
  else if (payload->operation->state != HLC_STATE_PENDING)
    add_completed (self, event, payload, source, request);
  else if (hlc_json_value_get_member (event, "spec", &spec))
    add_operation (self, event, spec, payload->operation->kind, source, request);
  return TRUE;
}

static void
read_bare_spec (HlcImport *self,
                HlcJsonValue spec,
                HlcOperationKind kind,
                const char *source,
                HlcRequestDraft *request)
{
  g_autoptr (GBytes) text = hlc_json_value_dup_text (spec);
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) wrapped = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "spec");
  hlc_json_writer_raw (writer, text);
  hlc_json_writer_end_object (writer);
  wrapped = hlc_json_writer_finish (writer);
  document = hlc_json_document_new (wrapped, NULL, NULL);
  if (document != NULL)
    {
      add_operation (self, hlc_json_document_get_root (document), spec, kind, source, request);
      return;
    }

  hlc_import_omit (self, source, _ ("Arrays and objects nest deeper than %d."), HLC_JSON_MAX_DEPTH);
  g_clear_pointer (&request, hlc_request_draft_free);
}

/* FALSE: @root is nothing that we know; @request is still the caller's then. */
static gboolean
read_object (HlcImport *self, HlcJsonDocument *document, const char *source, HlcRequestDraft *request)
{
  HlcJsonValue root = hlc_json_document_get_root (document);
  HlcOperationKind kind = 0;
  HlcOperationKind kind_of_path = 0;
  gboolean creates = request != NULL && hlc_request_draft_creates (request, &kind_of_path);
  HlcJsonValue spec;

  if (!creates && read_webhook (self, document, source, request))
    return TRUE;

  if (hlc_json_value_get_member (root, "spec", &spec) && hlc_json_value_get_type (spec) == HLC_JSON_OBJECT &&
      (creates || hlc_operation_spec_detect_kind (spec, &kind)))
    {
      add_operation (self, root, spec, creates ? kind_of_path : kind, source, request);
      return TRUE;
    }

  if (!creates && !hlc_json_value_get_member (root, "spec", &spec) &&
      hlc_operation_spec_detect_kind (root, &kind) &&
      (kind == HLC_OPERATION_HUMAN_CONTACT || has_member (root, "kwargs", HLC_JSON_OBJECT)))
    {
      read_bare_spec (self, root, kind, source, request);
      return TRUE;
    }

  return FALSE;
}

/*< private >
 * hlc_import_read_body:
 * @text: one JSON text, or what should be one
 * @source: where it stands
 * @request: (transfer full) (nullable): how it was sent
 *
 * Finds out what one JSON text is and adds it to the items, or says why it is left out. A cURL line with any other JSON
 * is a request to send as it is.
 */
void
hlc_import_read_body (HlcImport *self, GBytes *text, const char *source, HlcRequestDraft *request)
{
  g_autoptr (HlcRequestDraft) sent = request;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (text, NULL, &error);
  HlcOperationKind kind = 0;

  if (document == NULL)
    {
      hlc_import_omit (self, source, _ ("It is not JSON: %s"), error->message);
      return;
    }

  if (hlc_json_value_get_type (hlc_json_document_get_root (document)) == HLC_JSON_OBJECT &&
      read_object (self, document, source, sent))
    {
      g_steal_pointer (&sent);
      return;
    }

  if (self->format == HLC_IMPORT_CURL && !hlc_request_draft_creates (sent, &kind))
    {
      char *title = g_strdup_printf ("%s %s", sent->method, sent->url);
      char *visible = hlc_visible_text_bounded (title, -1, HLC_VISIBLE_ONE_LINE, TITLE_MAX_CHARACTERS);

      g_free (title);
      add_item (self, HLC_IMPORT_REQUEST, source, visible, NULL, NULL, g_steal_pointer (&sent));
      return;
    }

  hlc_import_omit (
      self, source, "%s",
      _ ("It is no operation, no event and no request that creates one: there is no spec with fn or msg, "
         "and no type with an event."));
}
