/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

void hlc_sample_post (GTask *task, SoupMessage *message, GBytes *body, const char *refusal);

G_END_DECLS
