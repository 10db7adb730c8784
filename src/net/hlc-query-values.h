/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcQueryValues HlcQueryValues;

/*
 * The parameters of a request's query. One that is unknown or has a wrong value is a mistake, kept with its name and a
 * sentence; the first mistake stays. One thread at a time.
 */
HlcQueryValues *hlc_query_values_new (const char *query, const char *const *known) G_GNUC_WARN_UNUSED_RESULT;
void hlc_query_values_free (HlcQueryValues *self);
const char *hlc_query_values_get_text (HlcQueryValues *self, const char *name);
gint64 hlc_query_values_get_number (HlcQueryValues *self,
                                    const char *name,
                                    gint64 least,
                                    gint64 most,
                                    gint64 absent);
void hlc_query_values_refuse (HlcQueryValues *self, const char *name, const char *expected);
const char *hlc_query_values_get_mistake (HlcQueryValues *self, const char **name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcQueryValues, hlc_query_values_free)

G_END_DECLS
