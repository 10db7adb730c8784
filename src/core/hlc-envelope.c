/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-envelope.h"

#include <string.h>

#include "hlc-event-type.h"
#include "hlc-json-document.h"
#include "hlc-json-writer.h"
#include "hlc-protocol-json.h"

/* What tells v1beta3 from v1beta2. */
#define CHANNEL_MEMBER "contact_channel_id"

static gboolean
has_member (HlcJsonValue object, const char *name)
{
  HlcJsonValue member;

  return hlc_json_value_get_member (object, name, &member);
}

static gboolean
has_member_of_type (HlcJsonValue object, const char *name, HlcJsonType type)
{
  HlcJsonValue member;

  return hlc_json_value_get_member (object, name, &member) && hlc_json_value_get_type (member) == type;
}

/* The object without a member; names and values are the bytes that came. */
static GBytes *
dup_without (HlcJsonValue object, const char *left_out)
{
  g_autoptr (GString) text = g_string_new ("{");
  HlcJsonIter iter;
  HlcJsonValue name_value;
  HlcJsonValue value;

  hlc_json_iter_init (&iter, object);
  while (hlc_json_iter_next (&iter, &name_value, &value))
    {
      gsize name_length = 0;
      gsize length = 0;
      const char *name_text = hlc_json_value_get_text (name_value, &name_length);
      const char *value_text = hlc_json_value_get_text (value, &length);
      g_autofree char *name = hlc_json_value_dup_string (name_value, NULL);

      if (strcmp (name, left_out) == 0)
        continue;
      if (text->len > 1)
        g_string_append_c (text, ',');
      g_string_append_len (text, name_text, (gssize) name_length);
      g_string_append_c (text, ':');
      g_string_append_len (text, value_text, (gssize) length);
    }
  g_string_append_c (text, '}');

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* The bytes that came, with members that are null before the last brace. */
static GBytes *
dup_with_nulls (HlcJsonValue object, const char *const *names)
{
  gsize length = 0;
  const char *start = hlc_json_value_get_text (object, &length);
  g_autoptr (GString) text = g_string_new_len (start, (gssize) length - 1);
  HlcJsonIter iter;
  HlcJsonValue value;
  gboolean is_empty = FALSE;

  hlc_json_iter_init (&iter, object);
  is_empty = !hlc_json_iter_next (&iter, NULL, &value);
  for (gsize i = 0; names[i] != NULL; i++)
    if (!has_member (object, names[i]))
      {
        g_string_append_printf (text, "%s\"%s\":null", is_empty ? "" : ",", names[i]);
        is_empty = FALSE;
      }
  g_string_append_c (text, '}');

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/*
 * The event as a version has it: v1beta3 adds members to what v1beta2 sends, and v1beta2 must not have the first unless
 * the event itself @needs_channel.
 */
static GBytes *
dup_event (GBytes *event, gboolean is_operation, gboolean needs_channel, HlcBodyVersion version)
{
  static const char *const OPERATION_NAMES[] = { CHANNEL_MEMBER, "status", NULL };
  static const char *const EVENT_NAMES[] = { CHANNEL_MEMBER, NULL };
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (event, NULL, NULL);
  HlcJsonValue root;

  g_return_val_if_fail (document != NULL, NULL);

  root = hlc_json_document_get_root (document);
  g_return_val_if_fail (hlc_json_value_get_type (root) == HLC_JSON_OBJECT, NULL);

  if (version == HLC_BODY_V1BETA3)
    return dup_with_nulls (root, is_operation ? OPERATION_NAMES : EVENT_NAMES);
  if (has_member (root, CHANNEL_MEMBER) && !needs_channel)
    return dup_without (root, CHANNEL_MEMBER);

  return g_bytes_ref (event);
}

/* A version before the type decides what a reader takes the body for, so it must be the one that is sent. */
static const char *
get_type (const char *event_type, HlcBodyVersion version)
{
  const char *bare = hlc_event_type_skip_version (event_type);
  const char *name = hlc_body_version_to_string (version);
  gsize length = strlen (name);

  if (bare == event_type + length + 1 && strncmp (event_type, name, length) == 0)
    return event_type;

  return bare;
}

static GBytes *
wrap (GBytes *event, const char *event_type, gboolean is_test, HlcBodyVersion version)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "type");
  hlc_json_writer_string (writer, get_type (event_type, version));
  hlc_json_writer_name (writer, "is_test");
  hlc_json_writer_boolean (writer, is_test);
  hlc_json_writer_name (writer, "event");
  hlc_json_writer_raw (writer, event);
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}

static gboolean
is_enveloped (HlcBodyVersion version)
{
  return version == HLC_BODY_V1BETA2 || version == HLC_BODY_V1BETA3;
}

/* Members of the agent's own must not make the operation look like an envelope around another one. */
static GBytes *
dup_bare_operation (HlcOperation *operation)
{
  g_autoptr (GBytes) text = hlc_protocol_json_operation (operation);
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcJsonValue root;

  if (operation->extra == NULL)
    return g_steal_pointer (&text);

  document = hlc_json_document_new (text, NULL, NULL);
  g_return_val_if_fail (document != NULL, NULL);

  root = hlc_json_document_get_root (document);
  if (has_member_of_type (root, "type", HLC_JSON_STRING) &&
      has_member_of_type (root, "event", HLC_JSON_OBJECT))
    return dup_without (root, "event");

  return g_steal_pointer (&text);
}

/**
 * hlc_envelope_from_operation:
 * @operation: whole
 * @event_type: of the message, as "function_call.completed"
 * @version: what the handler reads; an unknown one is v1
 *
 * Makes the body that tells of a completed operation. v1 is the operation itself; the others are
 * `{"type", "is_test", "event"}`, in v1beta3 with `event.contact_channel_id`, which is null where it is not known. `spec`
 * and `status` are the received bytes, but for bot tokens. `is_test` is always true or false: every reader of a boolean
 * or null takes these two. hlc_payload_new_detect() reads each body back as @version. Any thread.
 *
 * Returns: (transfer full): the body
 */
GBytes *
hlc_envelope_from_operation (HlcOperation *operation, const char *event_type, HlcBodyVersion version)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) event = NULL;

  g_return_val_if_fail (operation != NULL && event_type != NULL, NULL);

  if (!is_enveloped (version))
    return dup_bare_operation (operation);

  text = hlc_protocol_json_operation (operation);
  event = dup_event (text, TRUE, FALSE, version);
  g_return_val_if_fail (event != NULL, NULL);

  return wrap (event, event_type, operation->is_test, version);
}

/**
 * hlc_envelope_from_event:
 * @event: the event object, a text that our scanner accepted
 * @event_type: of the message, as "agent_email.received"
 * @is_test: what the envelope says
 * @version: what the handler reads; an unknown one is v1
 *
 * Makes the body around an event: in v1 it is the event itself, otherwise an envelope as of
 * hlc_envelope_from_operation(). v1beta3 adds `status` too, where the event should be an operation and has none. Every
 * value is the received bytes, but for bot tokens. Any thread.
 *
 * Returns: (transfer full): the body
 */
GBytes *
hlc_envelope_from_event (GBytes *event, const char *event_type, gboolean is_test, HlcBodyVersion version)
{
  g_autoptr (GBytes) masked = NULL;
  g_autoptr (GBytes) shaped = NULL;
  HlcEventType type = 0;
  gboolean is_known = FALSE;

  g_return_val_if_fail (event != NULL && event_type != NULL, NULL);

  masked = hlc_json_mask_member (event, HLC_JSON_SECRET_MEMBER);
  if (!is_enveloped (version))
    return g_steal_pointer (&masked);

  is_known = hlc_event_type_from_string (event_type, &type);
  shaped = dup_event (masked, is_known && hlc_event_type_carries_operation (type),
                      is_known && type == HLC_EVENT_CONVERSATION_CREATED, version);
  g_return_val_if_fail (shaped != NULL, NULL);

  return wrap (shaped, event_type, is_test, version);
}
