/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation-draft.h"

#include <string.h>

#include "hlc-json-members.h"
#include "hlc-operation-input.h"

/* Ids for checking what has none yet. */
#define STAND_IN "stand-in"

/* What a draft says in its own way, or not at all. */
static const char *const OWN_MEMBERS[] = { "run_id", "call_id", "status", NULL };

/* What the console's own API reads where agents have a path. */
static const char *const KIND_MEMBER[] = { "kind", NULL };

static void
write_id (HlcJsonWriter *writer, const char *name, const char *id)
{
  if (id == NULL)
    return;

  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, id);
}

/* @kind: (nullable): the name of the kind, where the body says it. @left_out: (nullable): members that do not stay. */
static GBytes *
make_body (HlcJsonValue source,
           const char *kind,
           const char *call_id,
           const char *run_id,
           const char *const *left_out)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_autoptr (GBytes) others = NULL;

  for (guint i = 0; OWN_MEMBERS[i] != NULL; i++)
    g_ptr_array_add (known, (gpointer) OWN_MEMBERS[i]);
  for (guint i = 0; left_out != NULL && left_out[i] != NULL; i++)
    g_ptr_array_add (known, (gpointer) left_out[i]);
  g_ptr_array_add (known, NULL);
  others = hlc_json_members_dup_others (source, (const char *const *) known->pdata);

  hlc_json_writer_begin_object (writer);
  write_id (writer, "kind", kind);
  write_id (writer, "run_id", run_id);
  write_id (writer, "call_id", call_id);
  hlc_json_members_write (writer, others);
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}

/**
 * hlc_operation_draft_new:
 * @source: an object with `spec`: an operation, or a request for one
 * @kind: which kind `spec` is of
 * @call_id, @run_id: (nullable): its ids; those in @source do not count
 * @left_out: (nullable) (array zero-terminated=1): members of @source that are nobody's business but ours
 *
 * Makes a draft of @source: `spec` and all that the protocol does not name stay byte for byte. A `status` is left out,
 * for what is new is undecided. Any thread.
 *
 * Returns: (transfer full): the draft
 */
HlcOperationDraft *
hlc_operation_draft_new (HlcJsonValue source,
                         HlcOperationKind kind,
                         const char *call_id,
                         const char *run_id,
                         const char *const *left_out)
{
  HlcOperationDraft *self = g_new0 (HlcOperationDraft, 1);

  self->kind = kind;
  self->call_id = g_strdup (call_id);
  self->run_id = g_strdup (run_id);
  self->body = make_body (source, NULL, call_id, run_id, left_out);
  return self;
}

/** hlc_operation_draft_copy: Returns: (transfer full): a copy, which shares the body. Any thread */
HlcOperationDraft *
hlc_operation_draft_copy (const HlcOperationDraft *self)
{
  HlcOperationDraft *copy = g_new0 (HlcOperationDraft, 1);

  g_return_val_if_fail (self != NULL, copy);

  copy->label = g_strdup (self->label);
  copy->kind = self->kind;
  copy->call_id = g_strdup (self->call_id);
  copy->run_id = g_strdup (self->run_id);
  copy->body = g_bytes_ref (self->body);
  return copy;
}

/**
 * hlc_operation_draft_free:
 * @self: (transfer full): a draft
 */
void
hlc_operation_draft_free (HlcOperationDraft *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->label);
  g_free (self->call_id);
  g_free (self->run_id);
  g_bytes_unref (self->body);
  g_free (self);
}

/**
 * hlc_operation_drafts_new:
 *
 * Returns: (transfer full) (element-type HlcOperationDraft): an empty list that owns its elements
 */
GPtrArray *
hlc_operation_drafts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_draft_free);
}

static const char *
or_stand_in (const char *id)
{
  return id != NULL ? id : STAND_IN;
}

/**
 * hlc_operation_draft_to_operation:
 * @call_id, @run_id: its ids, whatever the draft says
 * @problems: (element-type HlcProblem): where what is wrong is added, as the API would say it
 *
 * Reads the draft by the rules of the API. Any thread.
 *
 * Returns: (transfer full) (nullable): a pending operation without origin and time
 */
HlcOperation *
hlc_operation_draft_to_operation (const HlcOperationDraft *self,
                                  const char *call_id,
                                  const char *run_id,
                                  GPtrArray *problems)
{
  g_autoptr (HlcJsonDocument) draft = hlc_json_document_new (self->body, NULL, NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;

  g_return_val_if_fail (draft != NULL, NULL);

  body = make_body (hlc_json_document_get_root (draft), NULL, call_id, run_id, NULL);
  document = hlc_json_document_new (body, NULL, NULL);
  return hlc_operation_input_read (hlc_json_document_get_root (document), self->kind, problems);
}

/**
 * hlc_operation_draft_check:
 * @problems: (element-type HlcProblem): where what is wrong is added, as the API would say it
 *
 * Checks what would be sent by the rules of the API. An id that is yet to be made is no problem. Any thread.
 *
 * Returns: whether it can be created
 */
gboolean
hlc_operation_draft_check (const HlcOperationDraft *self, GPtrArray *problems)
{
  g_autoptr (HlcOperation) operation =
      hlc_operation_draft_to_operation (self, or_stand_in (self->call_id), or_stand_in (self->run_id),
                                        problems);

  return operation != NULL;
}

/**
 * hlc_operation_draft_to_console_body:
 *
 * Returns: (transfer full): the body for the console's own `POST operations`, which makes the ids that are missing
 */
GBytes *
hlc_operation_draft_to_console_body (const HlcOperationDraft *self)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (self->body, NULL, NULL);

  g_return_val_if_fail (document != NULL, NULL);

  return make_body (hlc_json_document_get_root (document), hlc_operation_kind_to_string (self->kind),
                    self->call_id, self->run_id, KIND_MEMBER);
}

static gboolean
has_value (HlcJsonValue object, const char *name)
{
  HlcJsonValue value;

  return hlc_json_value_get_member (object, name, &value) && hlc_json_value_get_type (value) != HLC_JSON_NULL;
}

/**
 * hlc_operation_spec_detect_kind:
 * @spec: any value
 * @kind: (out): what it is a spec of, untouched if of nothing
 *
 * Returns: whether it has `fn` or `msg`
 */
gboolean
hlc_operation_spec_detect_kind (HlcJsonValue spec, HlcOperationKind *kind)
{
  if (has_value (spec, "fn"))
    *kind = HLC_OPERATION_FUNCTION_CALL;
  else if (has_value (spec, "msg"))
    *kind = HLC_OPERATION_HUMAN_CONTACT;
  else
    return FALSE;

  return TRUE;
}
