/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void hlc_answer (GTask *task, gpointer result, GDestroyNotify result_free, GError *error);

G_END_DECLS
