/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-message.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-command-body.h"
#include "hlc-command-drafts.h"

/* Only a URL takes a secret from here: an endpoint has its own. */
static gboolean
write_destination (HlcJsonWriter *writer, const char *to, const char *secret_file)
{
  hlc_command_write_text (writer, "to", to);
  if (secret_file == NULL && (to == NULL || strstr (to, "://") == NULL))
    return TRUE;

  return hlc_command_write_secret (writer, secret_file);
}

/** hlc_command_target_clear: frees what was typed */
void
hlc_command_target_clear (HlcCommandTarget *self)
{
  g_free (self->to);
  g_free (self->secret_file);
  g_free (self->body_version);
  g_free (self->header_family);
}

/*< private >
 * hlc_command_target_write:
 *
 * Writes the members of a message that say where it goes.
 *
 * Returns: %FALSE after saying what is wrong with the secret
 */
gboolean
hlc_command_target_write (const HlcCommandTarget *self, HlcJsonWriter *writer)
{
  hlc_command_write_text (writer, "body_version", self->body_version);
  hlc_command_write_text (writer, "header_family", self->header_family);
  return write_destination (writer, self->to, self->secret_file);
}

/** What `send` was told, as typed. */
typedef struct
{
  HlcCommandQuery query;
  char *data;
  char *body_file;
  char *call_id;
  HlcCommandTarget target;
  char *template;
  char **set;
  gboolean is_test;
} SendArguments;

static void
send_arguments_clear (SendArguments *self)
{
  hlc_command_query_clear (&self->query);
  g_free (self->data);
  g_free (self->body_file);
  g_free (self->call_id);
  hlc_command_target_clear (&self->target);
  g_free (self->template);
  g_strfreev (self->set);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendArguments, send_arguments_clear)

/* The body of the request, or NULL after saying what is wrong with the arguments. */
static GBytes *
make_send_body (const SendArguments *arguments, const char *event_type)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "event_type", event_type);
  hlc_command_write_text (writer, "call_id", arguments->call_id);
  if (!hlc_command_write_json (writer, "data", arguments->data, "--data") ||
      !hlc_command_write_file (writer, "body", arguments->body_file, "--body") ||
      !hlc_command_target_write (&arguments->target, writer))
    return NULL;
  if (arguments->is_test)
    {
      hlc_json_writer_name (writer, "is_test");
      hlc_json_writer_boolean (writer, TRUE);
    }
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

static int
send_template (const SendArguments *arguments)
{
  HlcExit status = HLC_EXIT_DONE;
  g_autoptr (HlcTemplateOutput) output =
      hlc_command_fill (&arguments->query, arguments->template, arguments->set, HLC_TEMPLATE_EVENT, &status);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  if (output == NULL)
    return status;

  output->event->is_test |= arguments->is_test;
  g_ptr_array_add (events, output->event);
  return hlc_command_send_events (&arguments->query, events, &arguments->target);
}

/* `send`: an event of the developer's own, or a decided operation once more. */
int
hlc_command_send (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (SendArguments) arguments = { 0 };
  g_autoptr (GBytes) body = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_STRING, &arguments.data,
      N_ ("The event: a JSON object, or @FILE; each endpoint gets it in its body version"), N_ ("JSON") },
    { "body", 0, 0, G_OPTION_ARG_FILENAME, &arguments.body_file,
      N_ ("The whole body instead, byte for byte, from FILE"), N_ ("FILE") },
    { "call-id", 0, 0, G_OPTION_ARG_STRING, &arguments.call_id,
      N_ ("The operation that it is about; without --data and --body it is sent as it was decided"),
      N_ ("CALL_ID") },
    HLC_COMMAND_TARGET_ENTRIES (arguments.target),
    { "template", 0, 0, G_OPTION_ARG_STRING, &arguments.template,
      N_ ("Instead of EVENT_TYPE: the event that this template holds"), N_ ("NAME") },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.set,
      N_ ("A value of the template that is not to be the default one; may be given several times"),
      N_ ("NAME=VALUE") },
    { "test", 0, 0, G_OPTION_ARG_NONE, &arguments.is_test, N_ ("Mark it as a test"), NULL },
    HLC_COMMAND_QUERY_ENTRIES (arguments.query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, arguments.template == NULL,
                                    arguments.template == NULL))
    return HLC_EXIT_USAGE;

  if (arguments.template != NULL)
    {
      if (arguments.data != NULL || arguments.body_file != NULL || arguments.call_id != NULL)
        return hlc_command_fail (
            HLC_EXIT_USAGE, _ ("A template is the whole event: leave --data, --body and --call-id out."));
      return send_template (&arguments);
    }
  if (arguments.set != NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("--set goes with --template NAME."));
  if (arguments.data != NULL && arguments.body_file != NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("Give either --data or --body."));
  if (arguments.data == NULL && arguments.body_file == NULL && arguments.call_id == NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” needs --data JSON, --body FILE or --call-id CALL_ID."),
                             command->name);

  body = make_send_body (&arguments, argv[1]);
  if (body == NULL)
    return HLC_EXIT_USAGE;

  return hlc_command_query_send (&arguments.query, "POST", HLC_MESSAGES_PATH, body,
                                 hlc_command_print_message);
}

static GBytes *
make_replay_body (gboolean is_original, const char *to, const char *secret_file)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "mode", is_original ? "original" : "resign");
  if (!write_destination (writer, to, secret_file))
    return NULL;
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/* `replay`: sends a received webhook on. */
int
hlc_command_replay (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *to = NULL;
  g_autofree char *secret_file = NULL;
  gboolean is_resigned = FALSE;
  gboolean is_original = FALSE;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = NULL;
  gint64 id = 0;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to,
      N_ ("To this endpoint or URL; without, to every endpoint that wants the event"), N_ ("ENDPOINT|URL") },
    { "resign", 0, 0, G_OPTION_ARG_NONE, &is_resigned, N_ ("The same bytes, signed now (the default)"),
      NULL },
    { "original", 0, 0, G_OPTION_ARG_NONE, &is_original,
      N_ ("The same bytes with the headers and the signature that they came with"), NULL },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &secret_file,
      N_ ("Sign for the URL with the secret in FILE"), N_ ("FILE") },
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  if (is_resigned && is_original)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("Give either --resign or --original."));
  if (is_original && secret_file != NULL)
    return hlc_command_fail (HLC_EXIT_USAGE,
                             _ ("With --original nothing is signed: it takes no --secret-file."));
  if (!hlc_command_parse_number (argv[1], &id))
    return hlc_command_fail (HLC_EXIT_USAGE,
                             _ ("“%s” is no delivery: “humanlayer-console deliveries” lists them."), argv[1]);

  body = make_replay_body (is_original, to, secret_file);
  if (body == NULL)
    return HLC_EXIT_USAGE;

  path = g_strdup_printf ("/deliveries/%" G_GINT64_FORMAT "/replay", id);
  return hlc_command_query_send (&query, "POST", path, body, hlc_command_print_message);
}
