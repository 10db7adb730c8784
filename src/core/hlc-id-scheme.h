/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#include "hlc-error.h"

G_BEGIN_DECLS

/** HlcIdKind: how an operation is identified. */
typedef enum
{
  HLC_ID_MADE,     /* by us, at random */
  HLC_ID_EXTERNAL, /* by an id of somebody else's, such as a model's tool_call_id */
  HLC_ID_SCHEME,   /* by a scheme of one's own, such as `order-{n}` */
} HlcIdKind;

/** What stands for the number in a scheme. */
#define HLC_ID_NUMBER "{n}"

/** The longest call_id or run_id. Bytes. */
#define HLC_ID_MAX_LENGTH 1024

/*
 * A scheme is a text with `{n}` in it, once. Its numbers are 1, 2, 3 …, written without leading zeros. Pure; any thread.
 */
const char *hlc_id_kind_explain (HlcIdKind kind);
gboolean hlc_id_check (const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_id_scheme_check (const char *scheme, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_id_scheme_format (const char *scheme, gint64 number) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_id_scheme_parse (const char *scheme, const char *id, gint64 *number) G_GNUC_WARN_UNUSED_RESULT;
gint64 hlc_id_scheme_next (const char *scheme, const char *const *used);
char *hlc_id_choose (HlcIdKind kind, const char *typed, const char *const *used, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_id_check_unique (const char *const *ids,
                              const char *const *used,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
