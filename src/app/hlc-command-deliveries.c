/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command.h"

#include <glib/gi18n.h>

#include "hlc-command-output.h"
#include "hlc-command-query.h"
#include "hlc-signature-check.h"

static void
add_row (HlcTextTable *table, HlcJsonValue delivery)
{
  g_autofree char *id = hlc_command_dup_member (delivery, "id");
  g_autofree char *received_at = hlc_command_dup_local_time (delivery, "received_at");
  g_autofree char *status = hlc_command_dup_member (delivery, "http_status");
  g_autofree char *verdict = hlc_command_dup_member (delivery, "verdict");
  g_autofree char *reason = hlc_command_dup_member (delivery, "reason");
  g_autofree char *event_type = hlc_command_dup_member (delivery, "event_type");
  g_autofree char *call_id = hlc_command_dup_member (delivery, "call_id");
  const char *cells[] = { hlc_command_or_dash (id),      hlc_command_or_dash (received_at),
                          hlc_command_or_dash (status),  hlc_command_or_dash (verdict),
                          hlc_command_or_dash (reason),  hlc_command_or_dash (event_type),
                          hlc_command_or_dash (call_id), NULL };

  hlc_text_table_add_row (table, cells);
}

static void
print_deliveries (HlcJsonValue root)
{
  const char *titles[] = { _ ("ID"),     _ ("RECEIVED"), _ ("ANSWER"),  _ ("VERDICT"),
                           _ ("REASON"), _ ("EVENT"),    _ ("CALL ID"), NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);

  hlc_command_print_items (root, table, add_row);
}

static void
print_delivery (HlcJsonValue delivery)
{
  const struct
  {
    const char *title;
    const char *name;
  } fields[] = {
    { _ ("Delivery"), "id" },
    { _ ("Method"), "method" },
    { _ ("Path"), "path" },
    { C_ ("delivery", "From"), "remote_address" },
    { C_ ("HTTP", "Answered"), "http_status" },
    { _ ("Because"), "error" },
    { _ ("Verdict"), "verdict" },
    { _ ("Reason"), "reason" },
    { _ ("Detail"), "detail" },
    { _ ("Diagnosis"), "diagnosis" },
    { _ ("Secret"), "secret_name" },
    { _ ("Message id"), "message_id" },
    { _ ("Event"), "event_type" },
    { _ ("Body version"), "body_version" },
    { _ ("Call id"), "call_id" },
    { _ ("Duplicate of"), "duplicate_of" },
    { _ ("Conflict"), "conflict" },
    { _ ("Bytes"), "size" },
  };
  g_autofree char *received_at = hlc_command_dup_local_time (delivery, "received_at");

  hlc_command_print_field (_ ("Received"), received_at);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = hlc_command_dup_member (delivery, fields[i].name);

      /* "false" is of no news. */
      if (g_strcmp0 (value, "false") != 0)
        hlc_command_print_field (fields[i].title, value);
    }

  hlc_command_print_headers (delivery, "headers", _ ("Headers"));
  hlc_command_print_body (delivery, "body_base64", _ ("Body"));
}

/* `deliveries`: received webhooks, accepted and refused, the newest first. */
int
hlc_command_deliveries (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { .limit = HLC_COMMAND_DEFAULT_LIMIT };
  g_autofree char *verdict = NULL;
  g_autoptr (GString) path = g_string_new ("/deliveries");
  HlcVerdict ignored;
  const GOptionEntry entries[] = {
    { "verdict", 0, 0, G_OPTION_ARG_STRING, &verdict,
      N_ ("Only those that are verified, unverified or failed"), N_ ("VERDICT") },
    HLC_COMMAND_LIMIT_ENTRY (query),
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 0, 0) || !hlc_command_query_check (&query))
    return HLC_EXIT_USAGE;

  if (verdict != NULL && !hlc_verdict_from_string (verdict, &ignored))
    return hlc_command_fail (HLC_EXIT_USAGE, _ ("“%s” is no verdict: verified, unverified or failed."),
                             verdict);

  hlc_instance_client_append_query (path, "verdict", verdict);
  hlc_command_query_append_limit (&query, path);
  return hlc_command_query_run (&query, path->str, print_deliveries);
}

/* `delivery`: one received webhook, whole. */
int
hlc_command_delivery (const HlcCommand *command, HlcOpenWindow open_window, int argc, char **argv)
{
  g_auto (HlcCommandQuery) query = { 0 };
  g_autofree char *path = NULL;
  gint64 id = 0;
  const GOptionEntry entries[] = {
    HLC_COMMAND_QUERY_ENTRIES (query),
    { NULL },
  };

  if (!hlc_command_parse (command, entries, &argc, &argv) ||
      !hlc_command_check_arguments (command, argc, argv, 1, 1))
    return HLC_EXIT_USAGE;

  if (!hlc_command_parse_number (argv[1], &id))
    return hlc_command_fail (HLC_EXIT_USAGE,
                             _ ("“%s” is no delivery: “humanlayer-console deliveries” lists them."), argv[1]);

  path = g_strdup_printf ("/deliveries/%" G_GINT64_FORMAT, id);
  return hlc_command_query_run (&query, path, print_delivery);
}
