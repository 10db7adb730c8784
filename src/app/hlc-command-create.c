/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>

#include "hlc-command-body.h"
#include "hlc-command-output.h"
#include "hlc-command-query.h"
#include "hlc-instance-events.h"
#include "hlc-operation.h"

#define OPERATIONS_PATH "/operations"
#define REMOTE_OPERATIONS_PATH "/remote/operations"
#define EVENTS_PATH "/events"

/** What `create` was told, as typed. */
typedef struct
{
  HlcCommandQuery query;
  char *text; /* the function's name, or the message */
  char *kwargs;
  char *subject;
  char *state;
  char *channel;
  char *options;
  char *call_id;
  char *run_id;
  gboolean waits;
  gboolean is_remote;
} CreateArguments;

static void
create_arguments_clear (CreateArguments *self)
{
  hlc_command_query_clear (&self->query);
  g_free (self->text);
  g_free (self->kwargs);
  g_free (self->subject);
  g_free (self->state);
  g_free (self->channel);
  g_free (self->options);
  g_free (self->call_id);
  g_free (self->run_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CreateArguments, create_arguments_clear)

#define CREATE_ENTRIES(arguments)                                                                            \
  { "state",                                                                                                 \
    0,                                                                                                       \
    0,                                                                                                       \
    G_OPTION_ARG_STRING,                                                                                     \
    &(arguments).state,                                                                                      \
    N_ ("The agent’s state, which comes back as it is: a JSON object, or @FILE"),                            \
    N_ ("JSON") },                                                                                           \
      { "channel",                                                                                           \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_STRING,                                                                                 \
        &(arguments).channel,                                                                                \
        N_ ("The contact channel that is asked for: a JSON object, or @FILE"),                               \
        N_ ("JSON") },                                                                                       \
      { "options",                                                                                           \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_STRING,                                                                                 \
        &(arguments).options,                                                                                \
        N_ ("The reject or response options: a JSON array, or @FILE"),                                       \
        N_ ("JSON") },                                                                                       \
      { "call-id",                                                                                           \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_STRING,                                                                                 \
        &(arguments).call_id,                                                                                \
        N_ ("The operation’s id; without, a new one"),                                                       \
        N_ ("CALL_ID") },                                                                                    \
      { "run-id",                                                                                            \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_STRING,                                                                                 \
        &(arguments).run_id,                                                                                 \
        N_ ("The agent run that it belongs to; without, a new one"),                                         \
        N_ ("RUN_ID") },                                                                                     \
      { "wait",                                                                                              \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_NONE,                                                                                   \
        &(arguments).waits,                                                                                  \
        N_ ("Wait for the decision; exit with 0 when approved or answered, with 1 when denied"),             \
        NULL },                                                                                              \
      { "remote",                                                                                            \
        0,                                                                                                   \
        0,                                                                                                   \
        G_OPTION_ARG_NONE,                                                                                   \
        &(arguments).is_remote,                                                                              \
        N_ ("Create it at the remote API that is set, and follow it from here"),                             \
        NULL },                                                                                              \
      HLC_COMMAND_QUERY_ENTRIES ((arguments).query)

static gboolean
write_spec (HlcJsonWriter *writer, HlcOperationKind kind, const CreateArguments *arguments)
{
  gboolean is_call = kind == HLC_OPERATION_FUNCTION_CALL;
  const char *kwargs = arguments->kwargs != NULL ? arguments->kwargs : "{}";
  const char *options = is_call ? "reject_options" : "response_options";
  gboolean is_written;

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, is_call ? "fn" : "msg", arguments->text);
  hlc_command_write_text (writer, "subject", arguments->subject);
  is_written = (!is_call || hlc_command_write_json (writer, "kwargs", kwargs, "--kwargs")) &&
               hlc_command_write_json (writer, "channel", arguments->channel, "--channel") &&
               hlc_command_write_json (writer, options, arguments->options, "--options") &&
               hlc_command_write_json (writer, "state", arguments->state, "--state");
  hlc_json_writer_end_object (writer);
  return is_written;
}

/* The body of the request, or NULL after saying what is wrong with the arguments. */
static GBytes *
make_body (HlcOperationKind kind, const CreateArguments *arguments)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) body = NULL;
  gboolean is_written;

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "kind", hlc_operation_kind_to_string (kind));
  hlc_command_write_text (writer, "run_id", arguments->run_id);
  hlc_command_write_text (writer, "call_id", arguments->call_id);
  hlc_json_writer_name (writer, "spec");
  is_written = write_spec (writer, kind, arguments);
  hlc_json_writer_end_object (writer);
  body = hlc_json_writer_finish (writer);
  return is_written ? g_steal_pointer (&body) : NULL;
}

/* The state of an operation, and its id. */
static gboolean
read_state (GBytes *json, HlcOperationState *state, char **call_id, GError **error)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (json, NULL, error);
  g_autofree char *name = NULL;

  if (document == NULL ||
      !hlc_json_read_string (hlc_json_document_get_root (document), "state", TRUE, &name, error) ||
      !hlc_json_read_string (hlc_json_document_get_root (document), "call_id", TRUE, call_id, error))
    return FALSE;

  if (hlc_operation_state_from_string (name, state))
    return TRUE;

  g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, "state: %s", name);
  return FALSE;
}

/* Replaces @operation by the one that is decided. */
static gboolean
wait_for_decision (HlcInstanceEvents *events, GBytes **operation, HlcOperationState *state, GError **error)
{
  g_autofree char *call_id = NULL;

  if (!read_state (*operation, state, &call_id, error))
    return FALSE;

  while (*state == HLC_STATE_PENDING)
    {
      g_autoptr (GBytes) changed = hlc_instance_events_read (events, "operation", error);
      g_autofree char *changed_id = NULL;
      HlcOperationState changed_state = HLC_STATE_PENDING;

      if (changed == NULL || !read_state (changed, &changed_state, &changed_id, error))
        return FALSE;

      if (!g_str_equal (changed_id, call_id) || changed_state == HLC_STATE_PENDING)
        continue;

      *state = changed_state;
      g_bytes_unref (*operation);
      *operation = g_steal_pointer (&changed);
    }

  return TRUE;
}

static const char *
get_path (const CreateArguments *arguments)
{
  return arguments->is_remote ? REMOTE_OPERATIONS_PATH : OPERATIONS_PATH;
}

/* The events are read from before the operation is made: no decision can come between. */
static int
create_and_wait (const CreateArguments *arguments, GBytes *body)
{
  g_autofree char *data_dir = hlc_command_query_dup_data_dir (&arguments->query);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (HlcInstanceEvents) events = NULL;
  g_autoptr (GBytes) operation = NULL;
  g_autoptr (GError) error = NULL;
  HlcOperationState state = HLC_STATE_PENDING;
  HlcExit status;

  status = hlc_instance_client_open (data_dir, EVENTS_PATH, &stream, &error);
  if (status != HLC_EXIT_DONE)
    return hlc_command_fail (status, "%s", error->message);

  events = hlc_instance_events_new (stream);
  status = hlc_instance_client_send (data_dir, "POST", get_path (arguments), body, &operation, &error);
  if (status != HLC_EXIT_DONE)
    return hlc_command_fail (status, "%s", error->message);

  if (!wait_for_decision (events, &operation, &state, &error))
    return hlc_command_fail (HLC_EXIT_FAILED, _ ("Not decided yet: %s"), error->message);

  status = hlc_command_query_print (&arguments->query, operation, hlc_command_print_operation);
  return state == HLC_STATE_DENIED ? HLC_EXIT_FAILED : status;
}

static int
create (HlcOperationKind kind, const CreateArguments *arguments)
{
  g_autoptr (GBytes) body = make_body (kind, arguments);

  if (body == NULL)
    return HLC_EXIT_USAGE;

  if (arguments->waits)
    return create_and_wait (arguments, body);

  return hlc_command_query_send (&arguments->query, "POST", get_path (arguments), body,
                                 hlc_command_print_operation);
}

static int
create_function_call (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (CreateArguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "fn", 0, 0, G_OPTION_ARG_STRING, &arguments.text, N_ ("The function that the agent wants to call"),
      N_ ("NAME") },
    { "kwargs", 0, 0, G_OPTION_ARG_STRING, &arguments.kwargs,
      N_ ("Its arguments: a JSON object, or @FILE ({})"), N_ ("JSON") },
    CREATE_ENTRIES (arguments),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0))
    return HLC_EXIT_USAGE;

  if (arguments.text == NULL || *arguments.text == '\0')
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” needs --fn NAME."), command->name);

  return create (HLC_OPERATION_FUNCTION_CALL, &arguments);
}

static int
create_human_contact (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (CreateArguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "msg", 0, 0, G_OPTION_ARG_STRING, &arguments.text, N_ ("What the agent asks"), N_ ("TEXT") },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &arguments.subject, N_ ("The subject of the message"),
      N_ ("TEXT") },
    CREATE_ENTRIES (arguments),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0))
    return HLC_EXIT_USAGE;

  if (arguments.text == NULL || *arguments.text == '\0')
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” needs --msg TEXT."), command->name);

  return create (HLC_OPERATION_HUMAN_CONTACT, &arguments);
}

static const HlcCommand nested[] = {
  { "create function-call", NULL, N_ ("Create an approval request"), create_function_call },
  { "create human-contact", NULL, N_ ("Create a question"), create_human_contact },
  { "create --template", "NAME", N_ ("Create what a template holds"), hlc_command_create_template },
};

/* `create`: an operation of the developer's own. */
int
hlc_command_create (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return hlc_command_run_nested (command, nested, G_N_ELEMENTS (nested), open_window, argc, argv);
}
