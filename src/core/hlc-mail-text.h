/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How text stands in a mail: headers by RFC 5322 and RFC 2047, bodies by RFC 2045. Pure; any thread.
 */
char *hlc_mail_text_encode_header (const char *name, const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_mail_text_encode_phrase (const char *text, gsize column) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_mail_text_encode_body (const char *text, const char **encoding) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_mail_text_format_date (gint64 time) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
