/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>

#include "hlc-data-dir.h"
#include "hlc-headless.h"
#include "hlc-relay-url.h"

#define MODE_VARIABLE "HLC_SECRETS"
#define NGROK_VARIABLE "HLC_NGROK_API"

/** What `serve` was told, as typed. */
typedef struct
{
  gboolean headless;
  char *data_dir;
  int webhook_port;
  int api_port;
  char **secrets;
  char **secret_files;
  char **keys;
  char **key_files;
  char *secrets_mode;
  char *time_scale;
  char *ngrok_api;
} ServeArguments;

static void
serve_arguments_clear (ServeArguments *self)
{
  g_free (self->data_dir);
  g_strfreev (self->secrets);
  g_strfreev (self->secret_files);
  g_strfreev (self->keys);
  g_strfreev (self->key_files);
  g_free (self->secrets_mode);
  g_free (self->time_scale);
  g_free (self->ngrok_api);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServeArguments, serve_arguments_clear)

/* A secret that cannot verify anything is better refused here than found out by the first webhook. */
static gboolean
check_secrets (char **secrets)
{
  for (guint i = 0; secrets[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i + 1);
      g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new (name, secrets[i]);

      if (hlc_signing_secret_get_problem (secret) != NULL)
        {
          hlc_command_fail (HLC_EXIT_USAGE, "%s", hlc_signing_secret_get_problem (secret));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
is_port (int port)
{
  return port >= 0 && port <= G_MAXUINT16;
}

/* Where the stored secrets are to be kept, from the command line or else from the environment. */
static gboolean
read_secrets_mode (const ServeArguments *arguments, HlcSecretsMode *mode)
{
  const char *text = arguments->secrets_mode != NULL ? arguments->secrets_mode : g_getenv (MODE_VARIABLE);

  *mode = HLC_SECRETS_MODE_AUTO;
  if (text == NULL || *text == '\0' || hlc_secrets_mode_from_string (text, mode))
    return TRUE;

  hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no place for secrets: auto, file or service."), text);
  return FALSE;
}

/* Where ngrok's agent is asked, from the command line or else from the environment. */
static gboolean
read_ngrok_api (const ServeArguments *arguments, char **url)
{
  const char *text = arguments->ngrok_api != NULL ? arguments->ngrok_api : g_getenv (NGROK_VARIABLE);
  g_autoptr (GError) error = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;

  *url = hlc_relay_url_normalize_local (text, &error);
  if (*url == NULL)
    hlc_command_fail (HLC_EXIT_USAGE, "--ngrok-api: %s", error->message);
  return *url != NULL;
}

/* The run's options, or %NULL after saying what is wrong with the arguments. */
static HlcConsoleOptions *
make_options (const ServeArguments *arguments)
{
  g_autoptr (HlcConsoleOptions) options = hlc_console_options_new ();
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!is_port (arguments->webhook_port) || !is_port (arguments->api_port))
    {
      hlc_command_fail (HLC_EXIT_USAGE, _ ("A port is a number from 0 to 65535; 0 takes a free one."));
      return NULL;
    }

  if (arguments->data_dir != NULL && *arguments->data_dir == '\0')
    {
      hlc_command_fail (HLC_EXIT_USAGE, _ ("--data-dir takes a directory."));
      return NULL;
    }

  if (arguments->time_scale != NULL &&
      !hlc_command_parse_time_scale (arguments->time_scale, &options->time_scale))
    return NULL;

  options->webhook_port = arguments->webhook_port;
  options->api_port = arguments->api_port;
  if (arguments->data_dir != NULL)
    {
      g_free (options->data_dir);
      options->data_dir = g_strdup (arguments->data_dir);
    }

  if (!hlc_command_add_secrets (secrets, arguments->secrets, arguments->secret_files, &error))
    {
      hlc_command_fail (HLC_EXIT_USAGE, "%s", error->message);
      return NULL;
    }

  options->agent_keys = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_agent_key_unref);
  if (!hlc_command_add_agent_keys (options->agent_keys, arguments->keys, arguments->key_files, &error))
    {
      hlc_command_fail (HLC_EXIT_USAGE, "%s", error->message);
      return NULL;
    }

  g_ptr_array_add (secrets, NULL);
  options->webhook_secrets = (char **) g_ptr_array_steal (secrets, NULL);
  if (!check_secrets (options->webhook_secrets) || !read_secrets_mode (arguments, &options->secrets_mode) ||
      !read_ngrok_api (arguments, &options->ngrok_api))
    return NULL;

  return g_steal_pointer (&options);
}

static int
open_window_or_fall_back (const HlcConsoleOptions *options, HlcOpenWindow open_window, char *program)
{
  char *argv[] = { program, NULL };
  int status = open_window != NULL ? open_window (options, 1, argv) : HLC_NO_DISPLAY;

  if (status != HLC_NO_DISPLAY)
    return status;

  hlc_command_fail (HLC_EXIT_DONE, _ ("There is no display to open the window on: serving headless."));
  return hlc_headless_run (options);
}

/* `serve`: everything that runs, with the window or without. */
int
hlc_command_serve (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (ServeArguments)
      arguments = { .webhook_port = HLC_RECEIVER_DEFAULT_PORT, .api_port = HLC_API_DEFAULT_PORT };
  g_autoptr (HlcConsoleOptions) options = NULL;
  const GOptionEntry entries[] = {
    { "headless", 0, 0, G_OPTION_ARG_NONE, &arguments.headless,
      N_ ("Without a window: events as JSON Lines on standard output"), NULL },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &arguments.data_dir, N_ ("Keep the data in DIRECTORY"),
      N_ ("DIRECTORY") },
    { "webhook-port", 0, 0, G_OPTION_ARG_INT, &arguments.webhook_port,
      N_ ("Receive webhooks on PORT (4880); 0 takes a free one"), N_ ("PORT") },
    { "api-port", 0, 0, G_OPTION_ARG_INT, &arguments.api_port,
      N_ ("Serve the API on PORT (4881); 0 takes a free one"), N_ ("PORT") },
    { "webhook-secret", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.secrets,
      N_ ("Verify webhooks with SECRET too; other users can read a command line"), N_ ("SECRET") },
    { "webhook-secret-file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.secret_files,
      N_ ("Verify webhooks with the secrets in FILE too, one a line"), N_ ("FILE") },
    { "api-key", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.keys,
      N_ ("Let agents use KEY too; other users can read a command line"), N_ ("KEY[:agent+decide]") },
    { "api-key-file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.key_files,
      N_ ("Let agents use the keys in FILE too, one a line"), N_ ("FILE") },
    { "secrets", 0, 0, G_OPTION_ARG_STRING, &arguments.secrets_mode,
      N_ ("Keep keys and secrets in a file, in the Secret Service, or where it can (auto)"),
      "file|service|auto" },
    { "time-scale", 0, 0, G_OPTION_ARG_STRING, &arguments.time_scale,
      N_ ("Wait X times shorter between the attempts to send a message (1)"), N_ ("X") },
    { "ngrok-api", 0, 0, G_OPTION_ARG_STRING, &arguments.ngrok_api,
      N_ ("Ask ngrok’s agent at URL (http://127.0.0.1:4040)"), N_ ("URL") },
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0))
    return HLC_EXIT_USAGE;

  options = make_options (&arguments);
  if (options == NULL)
    return HLC_EXIT_USAGE;

  if (arguments.headless)
    return hlc_headless_run (options);

  return open_window_or_fall_back (options, open_window, argv[0]);
}

/* `window`, and no subcommand at all. The arguments are left to the window's application. */
int
hlc_command_window (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  const ServeArguments arguments = { .webhook_port = HLC_RECEIVER_DEFAULT_PORT,
                                     .api_port = HLC_API_DEFAULT_PORT };
  g_autoptr (HlcConsoleOptions) options = make_options (&arguments);
  int status;

  if (options == NULL)
    return HLC_EXIT_USAGE;

  status = open_window != NULL ? open_window (options, argc, argv) : HLC_NO_DISPLAY;
  if (status == HLC_NO_DISPLAY)
    return hlc_command_fail (
        HLC_EXIT_FAILED,
        _ ("There is no display to open the window on. “humanlayer-console serve --headless” "
           "needs none."));

  return status;
}
