/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#include "hlc-error.h"

G_BEGIN_DECLS

/**
 * HlcMail:
 * @from, @to: one address each: `user@example.com` or `A User <user@example.com>`
 * @subject: (nullable): one line
 * @body: (nullable): plain text with line feeds
 * @message_id: `<left@right>`, with its angle brackets
 * @in_reply_to: (nullable): the same, of the mail that this one answers
 * @date: microseconds since the epoch, UTC
 *
 * A plain-text mail. Plain data, lent.
 */
typedef struct
{
  const char *from;
  const char *to;
  const char *subject;
  const char *body;
  const char *message_id;
  const char *in_reply_to;
  gint64 date;
} HlcMail;

char *hlc_mail_compose (const HlcMail *mail, const char **field, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_mail_parse_address (const char *typed, char **name, char **address, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_mail_check_line (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_mail_check_message_id (const char *message_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
