/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *hlc_error_body_new (const char *code,
                            const char *message,
                            const char *const *loc) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
