/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-payload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-enum-name.h"
#include "hlc-json-names.h"
#include "hlc-visible-text.h"

#define EVENT_TYPE_MAX_CHARACTERS 200

/* Where the service's own test mails come from. */
#define TEST_SENDER "overworked-admin@coolcompany.com"

static const char *const body_version_names[] = {
  [HLC_BODY_UNKNOWN] = NULL,
  [HLC_BODY_V1] = "v1",
  [HLC_BODY_V1BETA2] = "v1beta2",
  [HLC_BODY_V1BETA3] = "v1beta3",
};

/* The event that stands for a completed operation of each kind, by #HlcOperationKind. */
static const struct
{
  const char *prefix;
  const char *completed;
} operation_events[] = {
  [HLC_OPERATION_FUNCTION_CALL] = { "function_call.", "function_call.completed" },
  [HLC_OPERATION_HUMAN_CONTACT] = { "human_contact.", "human_contact.completed" },
};

/* Events that we read something of, besides the operations. */
static const char *const read_events[] = {
  "agent_email.received",
  "agent_slack.received",
  "conversation.created",
};

/* A member that is there and not null: to the protocol the two are the same. */
static gboolean
get_filled_member (HlcJsonValue object, const char *name, HlcJsonValue *member)
{
  return hlc_json_value_get_member (object, name, member) &&
         hlc_json_value_get_type (*member) != HLC_JSON_NULL;
}

static gboolean
get_member_of_type (HlcJsonValue object, const char *name, HlcJsonType type, HlcJsonValue *member)
{
  return hlc_json_value_get_member (object, name, member) && hlc_json_value_get_type (*member) == type;
}

static gboolean
is_true (HlcJsonValue object, const char *name)
{
  HlcJsonValue member;

  return get_member_of_type (object, name, HLC_JSON_TRUE, &member);
}

static gboolean
is_test_mail (HlcJsonValue event)
{
  HlcJsonValue member;
  gsize length = 0;
  g_autofree char *sender = NULL;

  if (!get_member_of_type (event, "from_address", HLC_JSON_STRING, &member))
    return FALSE;

  sender = hlc_json_value_dup_string (member, &length);
  return length == strlen (TEST_SENDER) && g_ascii_strcasecmp (sender, TEST_SENDER) == 0;
}

/* The body itself is an operation, or claims to be. */
static gboolean
looks_like_operation (HlcJsonValue root)
{
  HlcJsonValue spec;
  HlcJsonValue member;

  return get_member_of_type (root, "spec", HLC_JSON_OBJECT, &spec) &&
         (get_filled_member (spec, "fn", &member) || get_filled_member (spec, "msg", &member));
}

/* "v1beta2.agent_email.received" is the same event as "agent_email.received". */
static const char *
strip_version (const char *type, HlcBodyVersion *version)
{
  for (gsize i = HLC_BODY_V1; i < G_N_ELEMENTS (body_version_names); i++)
    {
      gsize length = strlen (body_version_names[i]);

      if (strncmp (type, body_version_names[i], length) == 0 && type[length] == '.' &&
          type[length + 1] != '\0')
        {
          *version = (HlcBodyVersion) i;
          return type + length + 1;
        }
    }

  return type;
}

static HlcBodyVersion
detect_envelope_version (HlcJsonValue event)
{
  HlcJsonValue member;

  return hlc_json_value_get_member (event, "contact_channel_id", &member) ? HLC_BODY_V1BETA3
                                                                          : HLC_BODY_V1BETA2;
}

static int
find_operation_event (const char *event_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operation_events); i++)
    if (g_str_has_prefix (event_type, operation_events[i].prefix))
      return (int) i;

  return -1;
}

static gboolean
is_read_event (const char *event_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (read_events); i++)
    if (strcmp (read_events[i], event_type) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
read_operation (HlcPayload *self, HlcJsonValue object, GError **error)
{
  HlcOperation *operation = hlc_operation_new_from_json (object, error);

  if (operation == NULL)
    return FALSE;

  operation->origin = HLC_ORIGIN_WEBHOOK;
  operation->is_test = self->is_test;
  if (operation->state != HLC_STATE_PENDING)
    operation->decided_channel = HLC_CHANNEL_WEBHOOK;
  self->operation = operation;

  return TRUE;
}

static gboolean
read_bare_operation (HlcPayload *self, HlcJsonValue root, GError **error)
{
  self->body_version = HLC_BODY_V1;
  self->is_test = is_true (root, "is_test");
  if (!read_operation (self, root, error))
    return FALSE;

  self->event_type = g_strdup (operation_events[self->operation->kind].completed);
  return TRUE;
}

static gboolean
read_enveloped_operation (HlcPayload *self, HlcJsonValue root, HlcOperationKind kind, GError **error)
{
  gboolean has_event = FALSE;
  HlcJsonValue event;

  if (!hlc_json_read_value (root, "event", HLC_JSON_OBJECT, TRUE, &has_event, &event, error))
    return FALSE;
  if (!read_operation (self, event, error))
    {
      if (error != NULL && g_error_matches (*error, HLC_ERROR, HLC_ERROR_SHAPE))
        g_prefix_error (error, "event.");
      return FALSE;
    }
  if (self->operation->kind == kind)
    return TRUE;

  g_clear_pointer (&self->operation, hlc_operation_unref);
  g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE,
               kind == HLC_OPERATION_FUNCTION_CALL
                   ? _ ("type says %s, but event.spec is that of a human contact: send the type that belongs "
                        "to the operation.")
                   : _ ("type says %s, but event.spec is that of a function call: send the type that belongs "
                        "to the operation."),
               operation_events[kind].completed);
  return FALSE;
}

static gboolean
read_envelope (HlcPayload *self, HlcJsonValue root, HlcJsonValue type, GError **error)
{
  gsize length = 0;
  g_autofree char *decoded = hlc_json_value_dup_string (type, &length);
  g_autofree char *visible =
      hlc_visible_text_bounded (decoded, (gssize) length, HLC_VISIBLE_ONE_LINE, EVENT_TYPE_MAX_CHARACTERS);
  HlcJsonValue event;
  gboolean has_event = get_member_of_type (root, "event", HLC_JSON_OBJECT, &event);
  int kind = -1;

  self->is_test = is_true (root, "is_test");
  if (has_event)
    {
      self->body_version = detect_envelope_version (event);
      self->is_test = self->is_test || is_true (event, "is_test");
    }
  self->event_type = g_strdup (strip_version (visible, &self->body_version));

  kind = find_operation_event (self->event_type);
  if (kind >= 0)
    return read_enveloped_operation (self, root, (HlcOperationKind) kind, error);
  if (!has_event || !is_read_event (self->event_type))
    return TRUE;

  if (g_str_has_prefix (self->event_type, "agent_email."))
    self->is_test = self->is_test || is_test_mail (event);
  return hlc_json_names_check_all (event, error);
}

/**
 * hlc_payload_new_detect:
 * @document: a webhook's body
 *
 * Finds out what a body is and reads the operation that it carries: the operation itself (v1), or an envelope
 * with `type` and `event` (v1beta2, and v1beta3 where the event has `contact_channel_id`). A version before
 * the type decides and is taken off. Other events, and JSON that is none, are no error: they carry no
 * operation. Any thread.
 *
 * Errors: %HLC_ERROR_DUPLICATE_NAME if what is read repeats a name; %HLC_ERROR_SHAPE if what claims to be an
 * operation is none, with the path of the member and what to do.
 *
 * Returns: (transfer full): what the body is, or %NULL with @error set
 */
HlcPayload *
hlc_payload_new_detect (HlcJsonDocument *document, GError **error)
{
  g_autoptr (HlcPayload) self = NULL;
  HlcJsonValue root;
  HlcJsonValue type;
  HlcJsonValue event;
  gboolean has_type = FALSE;
  gboolean is_operation = FALSE;

  g_return_val_if_fail (document != NULL, NULL);

  self = g_new0 (HlcPayload, 1);
  root = hlc_json_document_get_root (document);
  if (hlc_json_value_get_type (root) != HLC_JSON_OBJECT)
    return g_steal_pointer (&self);

  has_type = get_member_of_type (root, "type", HLC_JSON_STRING, &type);
  is_operation = looks_like_operation (root);
  if (!has_type && !is_operation)
    return g_steal_pointer (&self);
  if (!hlc_json_names_check_own (root, error))
    return NULL;

  /* An operation may have a member of its own that is called type. */
  if (is_operation && !(has_type && get_member_of_type (root, "event", HLC_JSON_OBJECT, &event)))
    return read_bare_operation (self, root, error) ? g_steal_pointer (&self) : NULL;

  return read_envelope (self, root, type, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * hlc_payload_free:
 * @self: (transfer full): a payload
 *
 * Frees a payload.
 */
void
hlc_payload_free (HlcPayload *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->event_type);
  g_clear_pointer (&self->operation, hlc_operation_unref);
  g_free (self);
}

/**
 * hlc_body_version_to_string:
 *
 * Returns: (transfer none) (nullable): the version's name on the wire, as "v1beta2"; %NULL for an unknown one
 */
const char *
hlc_body_version_to_string (HlcBodyVersion version)
{
  g_return_val_if_fail ((gsize) version < G_N_ELEMENTS (body_version_names), NULL);

  return body_version_names[version];
}

/**
 * hlc_body_version_from_string:
 * @text: (nullable): a version's name on the wire, as "v1beta2"
 * @version: (out): the version, untouched if there is none
 *
 * Returns: whether @text names a version
 */
gboolean
hlc_body_version_from_string (const char *text, HlcBodyVersion *version)
{
  int found = hlc_enum_name_find (body_version_names, G_N_ELEMENTS (body_version_names), text);

  g_return_val_if_fail (version != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *version = (HlcBodyVersion) found;
  return TRUE;
}
