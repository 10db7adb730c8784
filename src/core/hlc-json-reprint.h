/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"

G_BEGIN_DECLS

/**
 * HlcJsonStyle:
 * @HLC_JSON_COMPACT: no white space, as JSON.stringify() prints
 * @HLC_JSON_SPACED: a space after each comma and colon, as Python's json.dumps() prints
 * @HLC_JSON_INDENTED: members and elements on lines of their own, two spaces a level
 */
typedef enum
{
  HLC_JSON_COMPACT,
  HLC_JSON_SPACED,
  HLC_JSON_INDENTED,
} HlcJsonStyle;

typedef struct _HlcJsonReprint HlcJsonReprint;

HlcJsonReprint *hlc_json_reprint_new (HlcJsonDocument *document) G_GNUC_WARN_UNUSED_RESULT;
void hlc_json_reprint_free (HlcJsonReprint *self);
GBytes *hlc_json_reprint_print (HlcJsonReprint *self,
                                HlcJsonStyle style,
                                gboolean ascii_only,
                                gboolean sort_names) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcJsonReprint, hlc_json_reprint_free)

G_END_DECLS
