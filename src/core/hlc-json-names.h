/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"

G_BEGIN_DECLS

gboolean hlc_json_names_check_own (HlcJsonValue object, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_json_names_check_all (HlcJsonValue value, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_json_names_check_except (HlcJsonValue object,
                                      const char *opaque,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
