/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import-entry.h"

#include <glib/gi18n-lib.h>

#include "hlc-presentation.h"
#include "hlc-visible-text.h"

#define MAX_ID 100

struct _HlcImportEntry
{
  GObject parent_instance;

  const HlcImportItem *item; /* the import's, which lives longer */
  gboolean checked;
  gboolean taken;
};

enum
{
  PROP_0,
  PROP_CHECKED,
  PROP_TAKEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HlcImportEntry, hlc_import_entry, G_TYPE_OBJECT)

static void
hlc_import_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HlcImportEntry *self = HLC_IMPORT_ENTRY (object);

  switch (prop_id)
    {
    case PROP_CHECKED:
      g_value_set_boolean (value, self->checked);
      break;
    case PROP_TAKEN:
      g_value_set_boolean (value, self->taken);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_import_entry_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcImportEntry *self = HLC_IMPORT_ENTRY (object);

  switch (prop_id)
    {
    case PROP_CHECKED:
      if (self->checked == g_value_get_boolean (value))
        break;
      self->checked = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_TAKEN:
      hlc_import_entry_set_taken (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_import_entry_class_init (HlcImportEntryClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_import_entry_get_property;
  object_class->set_property = hlc_import_entry_set_property;

  properties[PROP_CHECKED] = g_param_spec_boolean ("checked", NULL, NULL, FALSE, flags);
  properties[PROP_TAKEN] = g_param_spec_boolean ("taken", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hlc_import_entry_init (HlcImportEntry *self)
{
}

/**
 * hlc_import_entry_new:
 * @item: must live longer than the entry
 *
 * Returns: (transfer full): an entry that is checked where it is an operation
 */
HlcImportEntry *
hlc_import_entry_new (const HlcImportItem *item)
{
  HlcImportEntry *self = g_object_new (HLC_TYPE_IMPORT_ENTRY, NULL);

  g_return_val_if_fail (item != NULL, self);

  self->item = item;
  self->checked = item->type == HLC_IMPORT_OPERATION;
  return self;
}

/** hlc_import_entry_get_item: Returns: (transfer none): what was found */
const HlcImportItem *
hlc_import_entry_get_item (HlcImportEntry *self)
{
  g_return_val_if_fail (HLC_IS_IMPORT_ENTRY (self), NULL);

  return self->item;
}

/** hlc_import_entry_get_checked: Returns: whether it is to be created */
gboolean
hlc_import_entry_get_checked (HlcImportEntry *self)
{
  g_return_val_if_fail (HLC_IS_IMPORT_ENTRY (self), FALSE);

  return self->checked;
}

/** hlc_import_entry_get_taken: Returns: whether its id exists already */
gboolean
hlc_import_entry_get_taken (HlcImportEntry *self)
{
  g_return_val_if_fail (HLC_IS_IMPORT_ENTRY (self), FALSE);

  return self->taken;
}

/** hlc_import_entry_set_taken: says whether its id exists already */
void
hlc_import_entry_set_taken (HlcImportEntry *self, gboolean taken)
{
  g_return_if_fail (HLC_IS_IMPORT_ENTRY (self));

  if (self->taken == taken)
    return;

  self->taken = taken;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAKEN]);
}

/** hlc_import_entry_dup_caption: Returns: (transfer full): what it is, its id, where it stands and what is the matter */
char *
hlc_import_entry_dup_caption (HlcImportEntry *self)
{
  const HlcImportItem *item = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (HLC_IS_IMPORT_ENTRY (self), NULL);

  item = self->item;
  if (item->type == HLC_IMPORT_REQUEST)
    g_ptr_array_add (parts, g_strdup (_ ("Request to send")));
  else if (item->type == HLC_IMPORT_EVENT)
    g_ptr_array_add (parts, g_strdup_printf (_ ("Event %s"), item->event->type));
  else
    g_ptr_array_add (parts, g_strdup (hlc_present_kind (item->operation->kind)));
  if (item->operation != NULL && item->operation->call_id != NULL)
    g_ptr_array_add (parts,
                     hlc_visible_text_bounded (item->operation->call_id, -1, HLC_VISIBLE_ONE_LINE, MAX_ID));
  if (*item->source != '\0')
    g_ptr_array_add (parts, g_strdup (item->source));
  if (self->taken)
    g_ptr_array_add (parts, g_strdup (_ ("this id exists already")));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}
