/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

gboolean german_locale_begin (void);
void german_locale_end (void);
