/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>

#include "hlc-command-query.h"
#include "hlc-json-writer.h"
#include "hlc-operation.h"

/**
 * Decision:
 * @approved: what `approved` says; not sent for a response
 * @text_member: the member that holds the text
 * @needs_text: whether there is no decision without one
 *
 * What a subcommand decides.
 */
typedef struct
{
  HlcOperationKind kind;
  gboolean approved;
  const char *text_member;
  gboolean needs_text;
} Decision;

static const Decision APPROVE = { HLC_OPERATION_FUNCTION_CALL, TRUE, "comment", FALSE };
static const Decision DENY = { HLC_OPERATION_FUNCTION_CALL, FALSE, "comment", TRUE };
static const Decision RESPOND = { HLC_OPERATION_HUMAN_CONTACT, FALSE, "response", TRUE };

static GBytes *
make_body (const Decision *decision, const char *text, const char *option)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  if (decision->kind == HLC_OPERATION_FUNCTION_CALL)
    {
      hlc_json_writer_name (writer, "approved");
      hlc_json_writer_boolean (writer, decision->approved);
    }
  if (text != NULL)
    {
      hlc_json_writer_name (writer, decision->text_member);
      hlc_json_writer_string (writer, text);
    }
  if (option != NULL)
    {
      hlc_json_writer_name (writer, "option");
      hlc_json_writer_string (writer, option);
    }
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

static int
decide (const HlcCommand *command, const Decision *decision, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *option = NULL;
  g_autoptr (GString) path = g_string_new ("/operations/");
  g_autoptr (GBytes) body = NULL;
  const GOptionEntry entries[] = {
    { "message", 'm', 0, G_OPTION_ARG_STRING, &text, N_ ("What the agent reads"), N_ ("TEXT") },
    { "option", 0, decision->needs_text ? 0 : G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &option,
      N_ ("Choose one of the options that the agent offers"), N_ ("NAME") },
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  if (decision->needs_text && (text == NULL || *text == '\0'))
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” needs -m TEXT: what the agent reads."), command->name);

  if (option != NULL && !decision->needs_text)
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("An approval takes no --option."));

  g_string_append_uri_escaped (path, argv[1], NULL, FALSE);
  g_string_append (path, "/decide?channel=command");
  body = make_body (decision, text, option);
  return hlc_command_query_send (&query, "POST", path->str, body, hlc_command_print_operation);
}

/* `approve`: lets the agent call its function. */
int
hlc_command_approve (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return decide (command, &APPROVE, argc, argv);
}

/* `deny`: tells the agent why it may not. */
int
hlc_command_deny (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return decide (command, &DENY, argc, argv);
}

/* `respond`: answers the agent's question. */
int
hlc_command_respond (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  return decide (command, &RESPOND, argc, argv);
}
