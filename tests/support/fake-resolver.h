/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FakeResolver:
 *
 * A name server for tests, which knows only what it is told. Main thread.
 */
#define FAKE_TYPE_RESOLVER (fake_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FakeResolver, fake_resolver, FAKE, RESOLVER, GResolver)

FakeResolver *fake_resolver_install (void);
void fake_resolver_set (FakeResolver *self, const char *name, const char *addresses);
guint fake_resolver_get_n_lookups (FakeResolver *self);

G_END_DECLS
