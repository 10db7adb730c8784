/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template-shelf.h"

#include "hlc-template-folder.h"
#include "hlc-template-shipped.h"

struct _HlcTemplateShelf
{
  GObject parent_instance;

  char *folder;          /* (owned) */
  GPtrArray *templates;  /* (owned) (element-type HlcTemplate) */
  GPtrArray *damaged;    /* (owned) (element-type HlcTemplateDamage) */
  GCancellable *reading; /* (owned) (nullable) */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcTemplateShelf, hlc_template_shelf, G_TYPE_OBJECT)

/* What is read, or written, on a thread. */
typedef struct
{
  char *folder;
  HlcTemplate *template; /* (nullable): to be saved */
  gboolean replace;
  char *name;        /* (nullable): to be removed, renamed, or given to @template */
  char *new_name;    /* (nullable) */
  char *title;       /* (nullable): for @template, where it gets a name */
  char *description; /* (nullable) */
  GPtrArray *templates;
  GPtrArray *damaged;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_free (errand->folder);
  g_clear_pointer (&errand->template, hlc_template_unref);
  g_free (errand->name);
  g_free (errand->new_name);
  g_free (errand->title);
  g_free (errand->description);
  g_clear_pointer (&errand->templates, g_ptr_array_unref);
  g_clear_pointer (&errand->damaged, g_ptr_array_unref);
  g_free (errand);
}

static Errand *
errand_new (HlcTemplateShelf *self)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->folder = g_strdup (self->folder);
  return errand;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Errand *errand = task_data;
  g_autoptr (GPtrArray) own = hlc_template_folder_list (errand->folder, &errand->damaged);

  errand->templates = hlc_template_list_shipped ();
  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (errand->templates, hlc_template_ref (g_ptr_array_index (own, i)));
  g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTemplateShelf) self = user_data;
  Errand *errand = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = g_steal_pointer (&errand->templates);
  g_clear_pointer (&self->damaged, g_ptr_array_unref);
  self->damaged = g_steal_pointer (&errand->damaged);
  g_clear_object (&self->reading);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hlc_template_shelf_finalize (GObject *object)
{
  HlcTemplateShelf *self = HLC_TEMPLATE_SHELF (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_free (self->folder);
  g_ptr_array_unref (self->templates);
  g_ptr_array_unref (self->damaged);

  G_OBJECT_CLASS (hlc_template_shelf_parent_class)->finalize (object);
}

static void
hlc_template_shelf_class_init (HlcTemplateShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_template_shelf_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_TEMPLATE_SHELF, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_template_shelf_init (HlcTemplateShelf *self)
{
  self->templates = g_ptr_array_new ();
  self->damaged = g_ptr_array_new ();
}

/**
 * hlc_template_shelf_new:
 * @data_dir: (type filename): where the developer's own are kept
 *
 * Returns: (transfer full): a shelf that is empty until it is loaded
 */
HlcTemplateShelf *
hlc_template_shelf_new (const char *data_dir)
{
  HlcTemplateShelf *self = g_object_new (HLC_TYPE_TEMPLATE_SHELF, NULL);

  g_return_val_if_fail (data_dir != NULL, self);

  self->folder = hlc_template_folder_dup_path (data_dir);
  return self;
}

/** hlc_template_shelf_load: reads all of them, anew where they were read before */
void
hlc_template_shelf_load (HlcTemplateShelf *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HLC_IS_TEMPLATE_SHELF (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  /* The thread may drop the task last: the callback holds the shelf. */
  task = g_task_new (NULL, self->reading, read_cb, g_object_ref (self));
  g_task_set_source_tag (task, hlc_template_shelf_load);
  g_task_set_task_data (task, errand_new (self), errand_free);
  g_task_run_in_thread (task, read_in_thread);
}

/** hlc_template_shelf_get_templates: Returns: (transfer none) (element-type HlcTemplate): first those that come with it */
GPtrArray *
hlc_template_shelf_get_templates (HlcTemplateShelf *self)
{
  g_return_val_if_fail (HLC_IS_TEMPLATE_SHELF (self), NULL);

  return self->templates;
}

/** hlc_template_shelf_get_damaged: Returns: (transfer none) (element-type HlcTemplateDamage): files that are no templates */
GPtrArray *
hlc_template_shelf_get_damaged (HlcTemplateShelf *self)
{
  g_return_val_if_fail (HLC_IS_TEMPLATE_SHELF (self), NULL);

  return self->damaged;
}

/* A template may have megabytes. */
static gboolean
save (const Errand *errand, GError **error)
{
  g_autoptr (HlcTemplate) template =
      errand->name != NULL ? hlc_template_new_described (errand->template, errand->name, errand->title,
                                                         errand->description, error)
                           : hlc_template_ref (errand->template);

  return template != NULL && hlc_template_folder_save (errand->folder, template, errand->replace, error);
}

static void
change_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Errand *errand = task_data;
  GError *error = NULL;
  gboolean is_done = FALSE;

  if (errand->template != NULL)
    is_done = save (errand, &error);
  else if (errand->new_name != NULL)
    is_done = hlc_template_folder_rename (errand->folder, errand->name, errand->new_name, &error);
  else
    is_done = hlc_template_folder_remove (errand->folder, errand->name, &error);

  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  hlc_template_shelf_load (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/* Takes @errand. */
static void
hlc_template_shelf_change (HlcTemplateShelf *self,
                           Errand *errand,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) inner = g_task_new (NULL, NULL, changed_cb, g_object_ref (task));

  g_task_set_source_tag (task, hlc_template_shelf_change);
  g_task_set_source_tag (inner, hlc_template_shelf_change);
  g_task_set_task_data (inner, errand, errand_free);
  g_task_run_in_thread (inner, change_in_thread);
}

/**
 * hlc_template_shelf_save_async:
 * @template: what is kept
 * @texts: (nullable): what it is to be called; by default what it is called
 * @replace: whether it may take the place of one of the same name
 *
 * Keeps a template; all are read anew then.
 */
void
hlc_template_shelf_save_async (HlcTemplateShelf *self,
                               HlcTemplate *template,
                               const HlcTemplateTexts *texts,
                               gboolean replace,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Errand *errand = NULL;

  g_return_if_fail (HLC_IS_TEMPLATE_SHELF (self));

  errand = errand_new (self);
  errand->template = hlc_template_ref (template);
  errand->replace = replace;
  if (texts != NULL)
    {
      errand->name = g_strdup (texts->name);
      errand->title = g_strdup (texts->title);
      errand->description = g_strdup (texts->description);
    }
  hlc_template_shelf_change (self, errand, callback, user_data);
}

/** hlc_template_shelf_remove_async: removes one of the developer's own, @name */
void
hlc_template_shelf_remove_async (HlcTemplateShelf *self,
                                 const char *name,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Errand *errand = NULL;

  g_return_if_fail (HLC_IS_TEMPLATE_SHELF (self));

  errand = errand_new (self);
  errand->name = g_strdup (name);
  hlc_template_shelf_change (self, errand, callback, user_data);
}

/** hlc_template_shelf_rename_async: renames one of the developer's own, @name, to @new_name */
void
hlc_template_shelf_rename_async (HlcTemplateShelf *self,
                                 const char *name,
                                 const char *new_name,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Errand *errand = NULL;

  g_return_if_fail (HLC_IS_TEMPLATE_SHELF (self));

  errand = errand_new (self);
  errand->name = g_strdup (name);
  errand->new_name = g_strdup (new_name);
  hlc_template_shelf_change (self, errand, callback, user_data);
}

/** hlc_template_shelf_change_finish: Returns: whether it was done; else why not, as hlc_template_folder_save() says it */
gboolean
hlc_template_shelf_change_finish (HlcTemplateShelf *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
