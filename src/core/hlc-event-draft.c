/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-json-names.h"
#include "hlc-payload.h"

/* The shapes of the events that are no operation, as the service's SDKs describe them. */

#define END                                                                                                  \
  {                                                                                                          \
    NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE                                                                 \
  }

static const HlcShapeField THREAD_MAIL[] = {
  { "from_address", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "to_address", HLC_SHAPE_TEXTS, TRUE, NULL, FALSE },
  { "cc_address", HLC_SHAPE_TEXTS, TRUE, NULL, FALSE },
  { "bcc_address", HLC_SHAPE_TEXTS, TRUE, NULL, FALSE },
  { "subject", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "content", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "datetime", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  END,
};

static const HlcShapeField EMAIL[] = {
  { "from_address", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "to_address", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "subject", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "body", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "message_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "previous_thread", HLC_SHAPE_OBJECTS, FALSE, THREAD_MAIL, FALSE },
  { "raw_email", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "is_test", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField SLACK_MESSAGE[] = {
  { "from_user_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "channel_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "content", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "message_id", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { "message_ts", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField SLACK[] = {
  { "thread_ts", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "channel_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "team_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "events", HLC_SHAPE_OBJECTS, TRUE, SLACK_MESSAGE, FALSE },
  END,
};

static const HlcShapeField CONVERSATION[] = {
  { "user_message", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "agent_name", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "email", HLC_SHAPE_OBJECT, FALSE, EMAIL, FALSE },
  { "slack", HLC_SHAPE_OBJECT, FALSE, SLACK, FALSE },
  END,
};

/* A newer SDK calls it message_ts, an older one message_id; each handler needs its own. */
static void
check_slack_messages (HlcJsonValue event, const char *path, GPtrArray *problems)
{
  HlcJsonValue messages;
  HlcJsonValue message;
  HlcJsonIter iter;
  guint index = 0;

  if (!hlc_json_value_get_member (event, "events", &messages))
    return;

  hlc_json_iter_init (&iter, messages);
  while (hlc_json_iter_next (&iter, NULL, &message))
    {
      g_autofree char *message_path = g_strdup_printf ("%s.events.%u.message_id", path, index++);
      g_autofree char *id = NULL;
      g_autofree char *time = NULL;

      if (!hlc_json_read_string (message, "message_id", TRUE, &id, NULL) &&
          !hlc_json_read_string (message, "message_ts", TRUE, &time, NULL))
        hlc_problems_add (problems, message_path, "missing", _ ("Send message_id or message_ts, or both."));
    }
}

static void
check_slack (HlcJsonValue event, GPtrArray *problems)
{
  check_slack_messages (event, "body", problems);
}

static void
check_conversation (HlcJsonValue event, GPtrArray *problems)
{
  HlcJsonValue member;
  gint64 number = 0;

  if (hlc_json_value_get_member (event, "contact_channel_id", &member) &&
      hlc_json_value_get_type (member) != HLC_JSON_NULL && !hlc_json_value_get_int (member, &number))
    hlc_problems_add (problems, "body.contact_channel_id", "int_type", _ ("It must be a whole number."));
  if (hlc_json_value_get_member (event, "slack", &member))
    check_slack_messages (member, "body.slack", problems);
}

static const struct
{
  const char *type;
  const HlcShapeField *fields;
  void (*check) (HlcJsonValue event, GPtrArray *problems);
} SHAPES[] = {
  { "agent_email.received", EMAIL, NULL },
  { "agent_slack.received", SLACK, check_slack },
  { "conversation.created", CONVERSATION, check_conversation },
};

/* The events that carry an operation. */
static const struct
{
  const char *type;
  HlcOperationKind kind;
} OPERATIONS[] = {
  { "function_call.completed", HLC_OPERATION_FUNCTION_CALL },
  { "human_contact.completed", HLC_OPERATION_HUMAN_CONTACT },
};

/**
 * hlc_event_get_composed_types:
 *
 * Returns: (transfer none) (array zero-terminated=1): the event types that are composed in a form of their own
 */
const char *const *
hlc_event_get_composed_types (void)
{
  static const char *const TYPES[] = { "agent_email.received", "agent_slack.received", "conversation.created",
                                       NULL };

  return TYPES;
}

/* What is wrong with an operation is said with the path of the member before it. */
static char *
dup_path (const char *message)
{
  static const char *const MEMBERS[] = { "spec", "status", "call_id", "run_id" };
  g_autofree char *word = g_strndup (message, strspn (message, "abcdefghijklmnopqrstuvwxyz_."));

  for (guint i = 0; i < G_N_ELEMENTS (MEMBERS); i++)
    {
      gsize length = strlen (MEMBERS[i]);

      if (strncmp (word, MEMBERS[i], length) == 0 && (word[length] == '\0' || word[length] == '.'))
        return g_strconcat ("body.", word, NULL);
    }

  return g_strdup ("body");
}

/* An operation that a handler is told of is complete: who sends a pending one sends what no handler expects. */
static void
check_completed (HlcJsonValue event, HlcOperationKind kind, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_operation_new_from_json (event, &error);

  if (operation == NULL)
    {
      g_autofree char *path = dup_path (error->message);

      hlc_problems_add (problems, path, "value_error", "%s", error->message);
    }
  else if (operation->kind != kind)
    hlc_problems_add (problems, "body.spec", "value_error", "%s",
                      operation->kind == HLC_OPERATION_FUNCTION_CALL ? _ ("It is that of a function call.")
                                                                     : _ ("It is that of a human contact."));
  else if (operation->state == HLC_STATE_PENDING)
    hlc_problems_add (problems, "body.status", "value_error",
                      _ ("The operation is not completed: send its status with %s."),
                      kind == HLC_OPERATION_FUNCTION_CALL ? "approved" : "response");
}

/**
 * hlc_event_input_check:
 * @event: the event object
 * @type: of which event, without a version before it
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Checks that a handler that is written with an SDK's types can read the event: the required fields are there and of
 * their type. An event of an unknown type may hold anything. Any thread.
 *
 * Returns: whether it can
 */
gboolean
hlc_event_input_check (HlcJsonValue event, const char *type, GPtrArray *problems)
{
  guint n_before = problems->len;

  g_return_val_if_fail (type != NULL, FALSE);

  if (hlc_json_value_get_type (event) != HLC_JSON_OBJECT)
    {
      hlc_problems_add (problems, "body", "dict_type", _ ("The event must be a JSON object."));
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (OPERATIONS); i++)
    {
      if (g_str_equal (OPERATIONS[i].type, type))
        check_completed (event, OPERATIONS[i].kind, problems);
    }

  for (guint i = 0; i < G_N_ELEMENTS (SHAPES); i++)
    {
      if (!g_str_equal (SHAPES[i].type, type))
        continue;

      hlc_shape_check (event, "body", SHAPES[i].fields, problems);
      if (problems->len == n_before && SHAPES[i].check != NULL)
        SHAPES[i].check (event, problems);
    }

  return problems->len == n_before;
}

/**
 * hlc_event_draft_new:
 * @type: an event type, without a version before it
 * @event: a JSON object; kept
 * @is_test: whether it is one
 *
 * Returns: (transfer full): the draft
 */
HlcEventDraft *
hlc_event_draft_new (const char *type, GBytes *event, gboolean is_test)
{
  HlcEventDraft *self = g_new0 (HlcEventDraft, 1);

  self->type = g_strdup (type);
  self->event = g_bytes_ref (event);
  self->is_test = is_test;
  return self;
}

/**
 * hlc_event_draft_free:
 * @self: (transfer full): a draft
 */
void
hlc_event_draft_free (HlcEventDraft *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->label);
  g_free (self->type);
  g_bytes_unref (self->event);
  g_free (self);
}

/**
 * hlc_event_draft_check:
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Returns: as hlc_event_input_check()
 */
gboolean
hlc_event_draft_check (const HlcEventDraft *self, GPtrArray *problems)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (self->event, NULL, NULL);

  g_return_val_if_fail (document != NULL, FALSE);

  return hlc_event_input_check (hlc_json_document_get_root (document), self->type, problems);
}

static gboolean
is_completed_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (OPERATIONS); i++)
    if (g_str_equal (OPERATIONS[i].type, type))
      return TRUE;

  return FALSE;
}

/* The state of an operation is nobody's business but the agent's, also where it repeats a name. */
static gboolean
check_names (HlcJsonValue root, const char *type, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  HlcJsonLocation location = { 0 };
  HlcJsonValue name;
  HlcJsonValue spec;
  gboolean is_right = FALSE;

  if (!is_completed_type (type))
    is_right = hlc_json_names_check_all (root, &error);
  else
    is_right = hlc_json_names_check_except (root, "spec", &error) &&
               (!hlc_json_value_get_member (root, "spec", &spec) ||
                hlc_json_value_get_type (spec) != HLC_JSON_OBJECT ||
                hlc_json_names_check_except (spec, "state", &error));
  if (is_right)
    return TRUE;

  if (hlc_json_value_find_duplicate (root, &name))
    hlc_json_value_get_location (name, &location);
  hlc_form_problems_add_text (problems, "", &location, error);
  return FALSE;
}

/**
 * hlc_event_draft_new_from_text:
 * @type: an event type, without a version before it
 * @json: the event, as it was typed
 * @is_test: whether it is a test
 * @problems: (element-type HlcFormProblem): where what is wrong is added, with line and column in @json
 *
 * Reads an event that was typed as JSON, and checks it as hlc_event_input_check() does. Any thread.
 *
 * Returns: (transfer full) (nullable): the draft, whose event is @json as it is, or %NULL when there are problems
 */
HlcEventDraft *
hlc_event_draft_new_from_text (const char *type, GBytes *json, gboolean is_test, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  HlcJsonLocation location = { 0 };
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (json, &location, &error);
  g_autoptr (GPtrArray) input = hlc_problems_new ();
  HlcJsonValue root;

  g_return_val_if_fail (type != NULL, NULL);

  if (document == NULL)
    {
      hlc_form_problems_add_text (problems, "", &location, error);
      return NULL;
    }

  root = hlc_json_document_get_root (document);
  if (hlc_json_value_get_type (root) == HLC_JSON_OBJECT && !check_names (root, type, problems))
    return NULL;
  if (hlc_event_input_check (root, type, input))
    return hlc_event_draft_new (type, json, is_test);

  hlc_form_problems_add_input (problems, input, document);
  return NULL;
}
