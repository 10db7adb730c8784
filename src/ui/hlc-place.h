/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-query.h"

G_BEGIN_DECLS

/** HlcPlace: where the sidebar leads. */
typedef enum
{
  HLC_PLACE_PENDING,
  HLC_PLACE_COMPLETED,
  HLC_PLACE_OPERATIONS,
  HLC_PLACE_RECEIVED,
  HLC_PLACE_SETUP,
  HLC_N_PLACES,
} HlcPlace;

/**
 * HlcPlaceDescription:
 * @name: as in the target of the action "win.place"
 * @has_list: it is a list and a detail; else a page of its own
 * @has_deliveries: its list holds deliveries; else operations
 * @starts_group: a line separates it from the place before
 *
 * What a place is. Texts are translatable, not translated.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  const char *empty_title;
  const char *empty_description;
  HlcStateFilter states;
  gboolean has_list;
  gboolean has_deliveries;
  gboolean starts_group;
} HlcPlaceDescription;

const HlcPlaceDescription *hlc_place_describe (HlcPlace place);
gboolean hlc_place_from_name (const char *name, HlcPlace *place);

G_END_DECLS
