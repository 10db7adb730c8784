/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-endpoint.h"

#include <glib/gi18n.h>

#include "hlc-command-body.h"
#include "hlc-endpoint.h"

#define EVENT_TYPES                                                                                          \
  "function_call.completed, human_contact.completed, agent_email.received, agent_slack.received, "           \
  "conversation.created"

/** What `endpoints add` and `endpoints edit` were told, as typed. */
typedef struct
{
  HlcCommandQuery query;
  char *url;
  char *events;
  char *body_version;
  char *family;
  char **headers;
  gboolean has_no_headers;
  char *description;
  char *secret_file;
} EndpointArguments;

static void
endpoint_arguments_clear (EndpointArguments *self)
{
  hlc_command_query_clear (&self->query);
  g_free (self->url);
  g_free (self->events);
  g_free (self->body_version);
  g_free (self->family);
  g_strfreev (self->headers);
  g_free (self->description);
  g_free (self->secret_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EndpointArguments, endpoint_arguments_clear)

/* clang-format off */
#define ENDPOINT_ENTRIES(arguments) \
  { "events", 0, 0, G_OPTION_ARG_STRING, &(arguments).events, \
    N_ ("Only these event types, separated by commas; all"), N_ ("EVENTS") }, \
  { "body", 0, 0, G_OPTION_ARG_STRING, &(arguments).body_version, \
    N_ ("The version of the body: v1, v1beta2 or v1beta3"), N_ ("VERSION") }, \
  { "headers-family", 0, 0, G_OPTION_ARG_STRING, &(arguments).family, \
    N_ ("The names of the signature's headers: svix-…, webhook-… or both"), "both|svix|webhook" }, \
  { "header", 'H', 0, G_OPTION_ARG_STRING_ARRAY, &(arguments).headers, \
    N_ ("Send this header too; may be given several times"), N_ ("'NAME: VALUE'") }, \
  { "description", 0, 0, G_OPTION_ARG_STRING, &(arguments).description, N_ ("What it is, for people"), \
    N_ ("TEXT") }, \
  HLC_COMMAND_QUERY_ENTRIES ((arguments).query)
/* clang-format on */

/* The event types as typed: words between commas; "all" is an empty list. */
static gboolean
write_events (HlcJsonWriter *writer, const char *typed)
{
  g_auto (GStrv) names = NULL;

  if (typed == NULL)
    return TRUE;

  names = g_strsplit (g_str_equal (typed, "all") ? "" : typed, ",", -1);
  hlc_json_writer_name (writer, "events");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; names[i] != NULL; i++)
    {
      HlcEventType ignored;

      g_strstrip (names[i]);
      if (!hlc_event_type_from_string (names[i], &ignored))
        {
          /* Translators: what was typed, and names as "function_call.completed, agent_email.received". */
          hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no event type. Use any of %s, or “all”."), names[i],
                            EVENT_TYPES);
          return FALSE;
        }
      hlc_json_writer_string (writer, names[i]);
    }
  hlc_json_writer_end_array (writer);
  return TRUE;
}

static gboolean
write_headers (HlcJsonWriter *writer, const EndpointArguments *arguments)
{
  g_autoptr (HlcHeaderList) headers = hlc_header_list_new ();
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;

  if (arguments->headers == NULL && !arguments->has_no_headers)
    return TRUE;

  for (guint i = 0; arguments->headers != NULL && arguments->headers[i] != NULL; i++)
    {
      if (hlc_command_append_header (headers, arguments->headers[i], &error))
        continue;

      hlc_command_fail (HLC_EXIT_USAGE, "--header: %s", error->message);
      return FALSE;
    }

  json = hlc_header_list_to_json (headers);
  hlc_json_writer_name (writer, "headers");
  hlc_json_writer_raw (writer, json);
  return TRUE;
}

static gboolean
check_names (const EndpointArguments *arguments)
{
  HlcBodyVersion version;
  HlcHeaderFamily family;

  if (arguments->body_version != NULL && !hlc_body_version_from_string (arguments->body_version, &version))
    {
      hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no body version: v1, v1beta2 or v1beta3."),
                        arguments->body_version);
      return FALSE;
    }

  if (arguments->family != NULL && !hlc_header_family_from_string (arguments->family, &family))
    {
      hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no family of headers: both, svix or webhook."),
                        arguments->family);
      return FALSE;
    }

  return TRUE;
}

/* The body of the request, or NULL after saying what is wrong with the arguments. */
static GBytes *
make_body (const EndpointArguments *arguments, gboolean with_secret)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  if (!check_names (arguments))
    return NULL;

  hlc_json_writer_begin_object (writer);
  hlc_command_write_text (writer, "url", arguments->url);
  hlc_command_write_text (writer, "description", arguments->description);
  hlc_command_write_text (writer, "body_version", arguments->body_version);
  hlc_command_write_text (writer, "header_family", arguments->family);
  if (!write_events (writer, arguments->events) || !write_headers (writer, arguments) ||
      (with_secret && !hlc_command_write_secret (writer, arguments->secret_file)))
    return NULL;

  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/*< private >
 * hlc_command_endpoint_add:
 *
 * `endpoints add`: a URL that messages go to from now on.
 */
int
hlc_command_endpoint_add (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (EndpointArguments) arguments = { 0 };
  g_autoptr (GBytes) body = NULL;
  const GOptionEntry entries[] = {
    ENDPOINT_ENTRIES (arguments),
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &arguments.secret_file,
      N_ ("Sign with the secret in FILE; without, with a new one"), N_ ("FILE") },
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  arguments.url = g_strdup (argv[1]);
  body = make_body (&arguments, TRUE);
  if (body == NULL)
    return HLC_EXIT_USAGE;

  return hlc_command_query_send (&arguments.query, "POST", HLC_ENDPOINTS_PATH, body,
                                 hlc_command_print_endpoint);
}

/*< private >
 * hlc_command_endpoint_edit:
 *
 * `endpoints edit`: changes what is given and leaves the rest.
 */
int
hlc_command_endpoint_edit (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (EndpointArguments) arguments = { 0 };
  g_autoptr (GString) path = NULL;
  g_autoptr (GBytes) body = NULL;
  const GOptionEntry entries[] = {
    { "url", 0, 0, G_OPTION_ARG_STRING, &arguments.url, N_ ("Post to this URL"), N_ ("URL") },
    ENDPOINT_ENTRIES (arguments),
    { "no-headers", 0, 0, G_OPTION_ARG_NONE, &arguments.has_no_headers,
      N_ ("Send no headers of its own any more"), NULL },
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  if (arguments.headers != NULL && arguments.has_no_headers)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("Give either --header or --no-headers."));

  body = make_body (&arguments, FALSE);
  if (body == NULL)
    return HLC_EXIT_USAGE;

  if (g_bytes_get_size (body) <= strlen ("{}"))
    return hlc_command_fail (HLC_EXIT_USAGE,
                             /* Translators: a subcommand, twice. */
                             _ ("“%s” needs what to change. Try “humanlayer-console %s --help”."),
                             command->name, command->name);

  path = hlc_command_endpoint_path (argv[1], NULL);
  return hlc_command_query_send (&arguments.query, "PATCH", path->str, body, hlc_command_print_endpoint);
}
