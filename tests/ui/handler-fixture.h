/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** Handler: a developer's webhook handler on a free loopback port: answers with @status and counts what came. */
typedef struct
{
  SoupServer *server;
  char *url;
  guint status;
  guint n_requests;
  GBytes *last_body;
  char *last_id;
} Handler;

Handler *handler_new (guint status);
void handler_free (Handler *self);
void handler_close (Handler *self);
void handler_open (Handler *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Handler, handler_free)

G_END_DECLS
