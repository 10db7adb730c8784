/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HlcListItem:
 *
 * One row of a list: a flyweight that stands for an id and gets its columns, a record that is counted by reference, when
 * they have been read. Each kind of row is a type of its own, which says what its record is and under which property it is
 * seen; that is %NULL until then and is notified when the record comes or changes. HlcListItem:error says why the row could
 * not be read. Main thread.
 */
#define HLC_TYPE_LIST_ITEM (hlc_list_item_get_type ())
G_DECLARE_DERIVABLE_TYPE (HlcListItem, hlc_list_item, HLC, LIST_ITEM, GObject)

/**
 * HlcListItemClass:
 * @record_ref, @record_unref: take and drop a reference to a record
 * @record_property: where the record is seen
 *
 * See hlc_list_item_class_set_record().
 */
struct _HlcListItemClass
{
  GObjectClass parent_class;

  gpointer (*record_ref) (gpointer record);
  GDestroyNotify record_unref;
  GParamSpec *record_property;
};

void hlc_list_item_class_set_record (HlcListItemClass *klass,
                                     const char *name,
                                     gpointer (*record_ref) (gpointer record),
                                     GDestroyNotify record_unref);

gpointer hlc_list_item_get_record (HlcListItem *self);
const char *hlc_list_item_get_error (HlcListItem *self);

/* For the list that owns the rows. */
void hlc_list_item_set_record (HlcListItem *self, gpointer record);
void hlc_list_item_set_error (HlcListItem *self, const char *error);

G_END_DECLS
