/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-lazy-list.h"
#include "hlc-place.h"

G_BEGIN_DECLS

/* The list of a place, and how it is searched. Main thread. */
HlcLazyList *hlc_place_list_new (HlcStore *store, HlcPlace place) G_GNUC_WARN_UNUSED_RESULT;
void hlc_place_list_search (HlcLazyList *list, HlcPlace place, const char *search);

G_END_DECLS
