/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hlc-config.h"

#define SECRET_VARIABLE "HLC_WEBHOOK_SECRET"
#define KEY_VARIABLE "HLC_API_KEY"

/**
 * hlc_command_fail:
 * @status: what the program exits with
 * @format: what went wrong, and what to do
 * @...: its arguments
 *
 * Prints a message to standard error.
 *
 * Returns: @status
 */
int
hlc_command_fail (HlcExit status, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_printerr ("humanlayer-console: %s\n", message);
  return status;
}

/**
 * hlc_command_parse:
 * @command: a subcommand
 * @entries: (array zero-terminated=1): its options
 * @argc: (inout): the number of arguments
 * @argv: (inout): the arguments, the first being the program; the options are taken out
 *
 * Parses a subcommand's options. `--help` prints and exits; what is wrong is printed to standard error.
 *
 * Returns: %FALSE for wrong usage
 */
gboolean
hlc_command_parse (const HlcCommand *command, const GOptionEntry *entries, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = NULL;
  gboolean is_parsed;

  g_return_val_if_fail (command != NULL, FALSE);

  context = g_option_context_new (command->arguments);
  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  /* The help's usage line begins with the program's name. */
  program = g_strconcat ("humanlayer-console ", command->name, NULL);
  g_set_prgname (program);
  is_parsed = g_option_context_parse (context, argc, argv, &error);
  g_set_prgname ("humanlayer-console");

  if (!is_parsed)
    hlc_command_fail (HLC_EXIT_USAGE, _ ("%s. Try “humanlayer-console %s --help”."), error->message,
                      command->name);

  return is_parsed;
}

/* How a nested subcommand is typed after the other's name. */
static char *
format_nested (const HlcCommand *nested)
{
  return g_strjoin (" ", strrchr (nested->name, ' ') + 1, nested->arguments, NULL);
}

static int
print_nested_help (const HlcCommand *command, const HlcCommand *nested, guint n_nested)
{
  int width = strlen ("--help");

  for (guint i = 0; i < n_nested; i++)
    {
      g_autofree char *typed = format_nested (&nested[i]);

      width = MAX (width, (int) strlen (typed));
    }

  g_print ("%s\n  humanlayer-console %s %s\n\n%s\n", _ ("Usage:"), command->name, _ ("SUBCOMMAND [OPTION…]"),
           _ (command->summary));
  g_print ("\n%s\n", _ ("Subcommands:"));
  for (guint i = 0; i < n_nested; i++)
    {
      g_autofree char *typed = format_nested (&nested[i]);

      g_print ("  %-*s  %s\n", width, typed, _ (nested[i].summary));
    }

  g_print ("\n%s\n  %-*s  %s\n", _ ("Options:"), width, "--help",
           _ ("Show this help; after a subcommand, that one’s"));
  return HLC_EXIT_DONE;
}

/**
 * hlc_command_run_nested:
 * @command: a subcommand that has subcommands of its own
 * @nested: (array length=n_nested): those, each named by two words, as `keys list`
 * @open_window: (nullable): passed on
 * @argc: the number of arguments
 * @argv: the arguments, the first being the program, the second the nested subcommand's second word
 *
 * Runs a nested subcommand, or says which there are.
 *
 * Returns: an #HlcExit
 */
int
hlc_command_run_nested (const HlcCommand *command,
                        const HlcCommand *nested,
                        guint n_nested,
                        HlcOpenWindow open_window,
                        int argc,
                        char **argv)
{
  const char *word = argc > 1 ? argv[1] : "";

  g_return_val_if_fail (command != NULL && nested != NULL, HLC_EXIT_USAGE);

  for (guint i = 0; i < n_nested; i++)
    {
      if (!g_str_equal (strrchr (nested[i].name, ' ') + 1, word))
        continue;

      argv[1] = argv[0];
      return nested[i].run (&nested[i], open_window, argc - 1, argv + 1);
    }

  if (g_str_equal (word, "--help") || g_str_equal (word, "-h"))
    return print_nested_help (command, nested, n_nested);

  return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” needs one of %s. Try “humanlayer-console %s --help”."),
                           command->name, command->arguments, command->name);
}

/**
 * hlc_command_check_arguments:
 * @command: a subcommand
 * @argc: the number of arguments that options left over, the program included
 * @argv: those arguments
 * @min: the fewest it takes, without the program
 * @max: the most
 *
 * Says what is missing or too many.
 *
 * Returns: %FALSE for wrong usage
 */
gboolean
hlc_command_check_arguments (const HlcCommand *command, int argc, char **argv, int min, int max)
{
  g_return_val_if_fail (command != NULL, FALSE);

  if (argc - 1 < min)
    {
      hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” needs %s. Try “humanlayer-console %s --help”."),
                        command->name, command->arguments, command->name);
      return FALSE;
    }

  if (argc - 1 > max)
    {
      hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” does not take “%s”. Try “humanlayer-console %s --help”."),
                        command->name, argv[max + 1], command->name);
      return FALSE;
    }

  return TRUE;
}

/**
 * hlc_command_read_input:
 * @path: (nullable) (type filename): a file; %NULL or `-` for standard input
 * @error: why it could not be read
 *
 * Returns: (transfer full) (nullable): all of it
 */
GBytes *
hlc_command_read_input (const char *path, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  char *contents = NULL;
  gsize length = 0;

  if (path != NULL && !g_str_equal (path, "-"))
    {
      if (!g_file_get_contents (path, &contents, &length, error))
        return NULL;

      return g_bytes_new_take (contents, length);
    }

  input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  memory = g_memory_output_stream_new_resizable ();
  if (g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Sets @error for a file that holds nothing of what it was named for. */
static gboolean
fail_empty (const char *path, GError **error)
{
  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("%s holds no secret."), path);
  return FALSE;
}

/* A secret holds no white space, so a text may hold several: the new and the old one while they are rotated. */
static void
add_words (GPtrArray *secrets, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_ptr_array_add (secrets, g_strdup (words[i]));
    }
}

/**
 * hlc_command_add_secrets:
 * @secrets: (element-type utf8): where signing secrets are added, as texts
 * @texts: (nullable): secrets from the command line
 * @paths: (nullable): files of secrets, one a line
 * @error: why a file could not be read, or holds no secret
 *
 * Gathers secrets from the command line, from files, and from the environment's `HLC_WEBHOOK_SECRET`, which a
 * command line, being readable by every user, should not hold.
 *
 * Returns: %TRUE when all were read
 */
gboolean
hlc_command_add_secrets (GPtrArray *secrets, char **texts, char **paths, GError **error)
{
  g_return_val_if_fail (secrets != NULL, FALSE);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    g_ptr_array_add (secrets, g_strdup (texts[i]));

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autofree char *contents = NULL;
      guint n_before = secrets->len;

      if (!g_file_get_contents (paths[i], &contents, NULL, error))
        return FALSE;

      add_words (secrets, contents);
      if (secrets->len == n_before)
        return fail_empty (paths[i], error);
    }

  if (g_getenv (SECRET_VARIABLE) != NULL)
    add_words (secrets, g_getenv (SECRET_VARIABLE));

  return TRUE;
}

/* One key of the command line: KEY, KEY:agent or KEY:agent+decide. */
static gboolean
add_agent_key (GPtrArray *keys, const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *key = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);
  g_autofree char *name = NULL;
  HlcKeyScope scope = HLC_KEY_SCOPE_AGENT;

  if (colon != NULL && !hlc_key_scope_from_string (colon + 1, &scope))
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                           _ ("An agent key ends in “:agent”, “:agent+decide” or without a colon."));
      return FALSE;
    }

  /* What stands in an Authorization header as it is (RFC 6750, section 2.1). */
  if (!g_regex_match_simple ("^[A-Za-z0-9._~+/-]+=*$", key, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                           _ ("An agent key holds letters, digits and “._~+/-=”, and is not empty."));
      return FALSE;
    }

  name = keys->len == 0 ? g_strdup (HLC_SECRETS_START_OPTION_NAME)
                        : g_strdup_printf (HLC_SECRETS_START_OPTION_NAME "-%u", keys->len + 1);
  g_ptr_array_add (keys, hlc_agent_key_new (name, key, scope, g_get_real_time ()));
  explicit_bzero (key, strlen (key));
  return TRUE;
}

static gboolean
add_agent_key_file (GPtrArray *keys, const char *path, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *contents = NULL;

  if (!g_file_get_contents (path, &contents, NULL, error))
    return FALSE;

  add_words (words, contents);
  if (words->len == 0)
    return fail_empty (path, error);

  for (guint i = 0; i < words->len; i++)
    {
      if (!add_agent_key (keys, g_ptr_array_index (words, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * hlc_command_add_agent_keys:
 * @keys: (element-type HlcAgentKey): where the keys are added
 * @texts: (nullable): keys from the command line, with their scope after a colon
 * @paths: (nullable): files of such keys, one a line
 * @error: why a file could not be read, or what is no key; without any key
 *
 * Gathers agent keys from the command line, from files, and from the environment's `HLC_API_KEY`, which is one key of
 * the scope `agent`.
 *
 * Returns: %TRUE when all were read
 */
gboolean
hlc_command_add_agent_keys (GPtrArray *keys, char **texts, char **paths, GError **error)
{
  const char *environment = g_getenv (KEY_VARIABLE);
  g_autofree char *key = NULL;

  g_return_val_if_fail (keys != NULL, FALSE);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      if (!add_agent_key (keys, texts[i], error))
        return FALSE;
    }

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      if (!add_agent_key_file (keys, paths[i], error))
        return FALSE;
    }

  key = environment != NULL ? g_strstrip (g_strdup (environment)) : NULL;
  if (key != NULL && *key != '\0')
    g_ptr_array_add (keys, hlc_agent_key_new (HLC_SECRETS_ENVIRONMENT_NAME, key, HLC_KEY_SCOPE_AGENT,
                                              g_get_real_time ()));
  return TRUE;
}

/**
 * hlc_command_append_header:
 * @headers: where it is appended
 * @line: a header as it is written in HTTP/1.1 and by curl: a name, a colon, a value between optional white space
 * @error: that it is none; without the line, which may be a secret
 *
 * Returns: %TRUE when it is a header
 */
gboolean
hlc_command_append_header (HlcHeaderList *headers, const char *line, GError **error)
{
  const char *colon;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (headers != NULL && line != NULL, FALSE);

  colon = strchr (line, ':');
  if (colon == NULL || colon == line)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("A header is written “Name: value”."));
      return FALSE;
    }

  name = g_strstrip (g_strndup (line, (gsize) (colon - line)));
  value = g_strstrip (g_strdup (colon + 1));
  hlc_header_list_append (headers, name, value);
  return TRUE;
}

/**
 * hlc_command_parse_number:
 * @text: what was typed
 * @number: (out): the number
 *
 * Reads a number of digits only: no sign, no space, no base.
 *
 * Returns: %FALSE when @text is anything else, or too large
 */
gboolean
hlc_command_parse_number (const char *text, gint64 *number)
{
  guint64 value = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (number != NULL, FALSE);

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL))
    return FALSE;

  *number = (gint64) value;
  return TRUE;
}
