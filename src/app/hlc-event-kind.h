/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-writer.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/** HlcEventKind: what changes, in the order in which the changes of one commit are told. */
typedef enum
{
  HLC_EVENT_KIND_DELIVERY,
  HLC_EVENT_KIND_OPERATION,
  HLC_EVENT_KIND_ATTEMPT,
  HLC_EVENT_KIND_ENDPOINT,
  HLC_N_EVENT_KINDS,
} HlcEventKind;

/**
 * HlcEventTraits:
 * @event: what the event is called
 * @folds: an object that changes again while it waits is told once, as it is then
 * @pick: (transfer none) (element-type gint64): the ids of the kind among what a commit touched
 * @read: begins to read an object of the store
 * @read_finish: returns (transfer full) (nullable) the object with that id, and (transfer full) the timeline of an
 *   operation
 * @get_size: about how many bytes are printed of an object
 * @write: writes an object; any thread
 * @free: drops an object
 *
 * How changes of a kind become events.
 */
typedef struct
{
  const char *event;
  gboolean folds;
  GArray *(*pick) (HlcStoreChanges *changes);
  void (*read) (HlcStore *store,
                gint64 id,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data);
  gpointer (
      *read_finish) (HlcStore *store, GAsyncResult *result, gint64 id, GPtrArray **timeline, GError **error);
  gsize (*get_size) (gpointer record);
  void (*write) (HlcJsonWriter *writer, gpointer record);
  GDestroyNotify free;
} HlcEventTraits;

const HlcEventTraits *hlc_event_kind_get_traits (HlcEventKind kind);

G_END_DECLS
