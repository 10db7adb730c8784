/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-line.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-command.h"
#include "hlc-config.h"
#include "hlc-link.h"

/** A name that is this many edits away from a subcommand's is not suggested. */
#define MAX_DISTANCE 4

static const HlcCommand commands[] = {
  { "window", NULL, N_ ("Open the window"), hlc_command_window },
  { "serve", NULL, N_ ("Receive webhooks and serve the API, with a window or without"), hlc_command_serve },
  { "list", NULL, N_ ("List operations"), hlc_command_list },
  { "show", "CALL_ID", N_ ("Show one operation"), hlc_command_show },
  { "approve", "CALL_ID", N_ ("Approve a function call"), hlc_command_approve },
  { "deny", "CALL_ID", N_ ("Deny a function call, with a comment for the agent"), hlc_command_deny },
  { "respond", "CALL_ID", N_ ("Answer a human contact"), hlc_command_respond },
  { "create", "function-call|human-contact|--template",
    N_ ("Create an operation, and wait for its decision if asked to"), hlc_command_create },
  { "templates", "list|show|fill|save|remove|rename", N_ ("Keep templates of operations and events"),
    hlc_command_templates },
  { "import", "FILE|-", N_ ("Create what a JSON, HAR or cURL text holds, or say what it is"),
    hlc_command_import },
  { "keys", "list|add|revoke", N_ ("List, make and revoke the keys of agents"), hlc_command_keys },
  { "deliveries", NULL, N_ ("List received webhooks"), hlc_command_deliveries },
  { "delivery", "ID", N_ ("Show one received webhook"), hlc_command_delivery },
  { "replay", "ID", N_ ("Send a received webhook on, signed now or as it came"), hlc_command_replay },
  { "endpoints", "list|add|show|edit|enable|disable|remove|rotate|recover",
    N_ ("Say which URLs are told of decisions, and how"), hlc_command_endpoints },
  { "messages", NULL, N_ ("List what was sent or will be"), hlc_command_messages },
  { "message", "ID", N_ ("Show one message and every attempt to send it"), hlc_command_message },
  { "resend", "ID", N_ ("Send a message again"), hlc_command_resend },
  { "send", "EVENT_TYPE", N_ ("Send an event of your own"), hlc_command_send },
  { "rules", "list|add|enable|disable|remove|release", N_ ("Forward received webhooks by themselves"),
    hlc_command_rules },
  { "time-scale", "[X]", N_ ("Show or set how much faster the waits between attempts are"),
    hlc_command_time_scale },
  { "tunnel", "[status|start|stop|test]",
    N_ ("Receive webhooks from outside: find, start, stop and test a tunnel"), hlc_command_tunnel },
  { "remote", "[show|set|test|clear]", N_ ("Create operations at another HumanLayer API, and follow them"),
    hlc_command_remote },
  { "sign", "[FILE]", N_ ("Sign a webhook body; needs no running console"), hlc_command_sign },
  { "verify", "[FILE]", N_ ("Check a webhook's signature and say why it fails; needs no running console"),
    hlc_command_verify },
};

static const HlcCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }

  return NULL;
}

/* Levenshtein's distance: how many letters must be put in, taken out or changed. */
static guint
edit_distance (const char *a, const char *b)
{
  gsize length = strlen (b);
  g_autofree guint *row = g_new (guint, length + 1);

  for (gsize j = 0; j <= length; j++)
    row[j] = (guint) j;

  for (gsize i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i + 1;
      for (gsize j = 0; j < length; j++)
        {
          guint changed = diagonal + (a[i] == b[j] ? 0 : 1);

          diagonal = row[j + 1];
          row[j + 1] = MIN (changed, MIN (row[j], diagonal) + 1);
        }
    }

  return row[length];
}

static const char *
find_nearest (const char *name)
{
  const char *nearest = NULL;
  guint best = MAX_DISTANCE;

  /* A long word is near to nothing, and would only cost time. */
  if (strlen (name) > 32)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      guint distance = edit_distance (name, commands[i].name);

      if (distance < best)
        {
          best = distance;
          nearest = commands[i].name;
        }
    }

  return nearest;
}

static int
fail_unknown (const char *name)
{
  const char *nearest = find_nearest (name);

  if (nearest != NULL)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("There is no subcommand “%s”. Did you mean “%s”?"), name,
                             nearest);

  return hlc_command_fail (HLC_EXIT_USAGE,
                           _ ("There is no subcommand “%s”. Try “humanlayer-console --help”."), name);
}

static int
print_help (void)
{
  g_print ("%s\n  humanlayer-console [%s]\n\n%s\n", _ ("Usage:"), _ ("SUBCOMMAND [OPTION…]"),
           _ ("Receives, shows and checks the webhooks of human approvals that AI agents ask for."));
  g_print ("\n%s\n", _ ("Subcommands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));

  g_print ("\n%s\n", _ ("Options:"));
  g_print ("  %-12s %s\n", "--help", _ ("Show this help; after a subcommand, that one’s"));
  g_print ("  %-12s %s\n", "--version", _ ("Show the version"));
  g_print ("\n%s\n", _ ("Exit status: 0 done, 1 refused or failed, 2 wrong usage, 3 no console runs."));
  return HLC_EXIT_DONE;
}

/**
 * hlc_command_line_run:
 * @argc: the number of arguments
 * @argv: the arguments of main()
 * @open_window: (nullable): opens the window and returns the exit status, or %HLC_NO_DISPLAY; %NULL where there is
 *   no window
 *
 * Does what the command line asks for. What is no subcommand but an option, as `--gapplication-service`, or a link is
 * the window's. Main thread, before anything else runs.
 *
 * Returns: the exit status, an #HlcExit
 */
int
hlc_command_line_run (int argc, char **argv, HlcOpenWindow open_window)
{
  const HlcCommand *command;
  const char *name = argc > 1 ? argv[1] : NULL;

  g_set_prgname ("humanlayer-console");
  /* Standard output is for what was asked. GLib takes this only before there are threads. */
  g_log_writer_default_set_use_stderr (TRUE);

  if (name == NULL)
    return hlc_command_window (find_command ("window"), open_window, argc, argv);

  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help"))
    return print_help ();

  if (g_str_equal (name, "--version"))
    {
      g_print ("humanlayer-console %s\n", HLC_VERSION);
      return HLC_EXIT_DONE;
    }

  if (*name == '-' || g_str_has_prefix (name, HLC_LINK_SCHEME ":"))
    return hlc_command_window (find_command ("window"), open_window, argc, argv);

  command = find_command (name);
  if (command == NULL)
    return fail_unknown (name);

  /* What follows the subcommand's name reads as a command line of its own. */
  argv[1] = argv[0];
  return command->run (command, open_window, argc - 1, argv + 1);
}
