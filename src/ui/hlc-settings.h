/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *hlc_settings_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
