/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-writer.h"
#include "hlc-query-values.h"
#include "hlc-request.h"

G_BEGIN_DECLS

/** Texts that are larger are read and printed on a worker thread: it would be seen in the window. Bytes. */
#define HLC_API_MAX_INLINE (256 * 1024)

/* Prints what an answer holds; on a worker thread where that is much. */
typedef GBytes *(*HlcApiPrint) (gpointer input);

void hlc_api_answer_failure (HlcRequest *request,
                             const GError *error,
                             const char *conflict_code,
                             const char *member);
gboolean hlc_api_answer_mistake (HlcRequest *request, HlcQueryValues *values);
void hlc_api_answer_printed (HlcRequest *request,
                             gsize size,
                             HlcApiPrint print,
                             gpointer input,
                             GDestroyNotify input_free);

/** What to say of a path that names no delivery. */
#define HLC_API_UNKNOWN_DELIVERY                                                                             \
  "A delivery is named by a number. Take the id of one that GET deliveries lists."

gboolean hlc_api_get_number (HlcRequest *request, const char *argument, const char *unknown, gint64 *number)
    G_GNUC_WARN_UNUSED_RESULT;
void hlc_api_answer_one (HlcRequest *request, const char *name, const char *value);

/* A page of a list for scripts: `{items, next}`. */
HlcJsonWriter *hlc_api_page_begin (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_api_page_answer (HlcJsonWriter *writer, HlcRequest *request, gint64 next);

G_END_DECLS
