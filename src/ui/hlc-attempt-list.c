/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-attempt-list.h"

#include <glib/gi18n-lib.h>

#include "hlc-message-words.h"

#define SPACING 18

/* A list box makes a widget for every row, and a rule tries a handler that is down without end. */
#define MAX_ROWS 50

struct _HlcAttemptList
{
  AdwBin parent_instance;

  GtkBox *box;

  HlcStore *store;         /* (owned) */
  HlcTicker *ticker;       /* (owned) */
  GPtrArray *destinations; /* (owned) (element-type Destination) */
  gint64 message;          /* row id of the message whose attempts are shown */
};

/* An endpoint, or a URL of its own, and the list of what was tried there. */
typedef struct
{
  gint64 endpoint;
  char *url;
  GtkListBox *list;
  GtkLabel *older;
  guint n_attempts;
} Destination;

G_DEFINE_FINAL_TYPE (HlcAttemptList, hlc_attempt_list, ADW_TYPE_BIN)

static void
destination_free (Destination *destination)
{
  g_free (destination->url);
  g_free (destination);
}

static Destination *
hlc_attempt_list_add_destination (HlcAttemptList *self, HlcAttempt *attempt)
{
  g_autofree char *words = hlc_words_destination (attempt->url);
  /* Translators: %s is where a message was sent. */
  g_autofree char *label = g_strdup_printf (_ ("Attempts at %s"), words);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *heading = gtk_label_new (words);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *older = gtk_label_new (NULL);
  Destination *destination = g_new0 (Destination, 1);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (heading), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), list);
  gtk_label_set_xalign (GTK_LABEL (older), 0);
  gtk_widget_add_css_class (older, "caption");
  gtk_widget_add_css_class (older, "dim-label");
  gtk_box_append (GTK_BOX (box), older);
  gtk_box_append (self->box, box);

  destination->endpoint = attempt->endpoint;
  destination->url = g_strdup (attempt->url);
  destination->list = GTK_LIST_BOX (list);
  destination->older = GTK_LABEL (older);
  g_ptr_array_add (self->destinations, destination);

  return destination;
}

static Destination *
hlc_attempt_list_get_destination (HlcAttemptList *self, HlcAttempt *attempt)
{
  for (guint i = 0; i < self->destinations->len; i++)
    {
      Destination *destination = g_ptr_array_index (self->destinations, i);

      if (destination->endpoint == attempt->endpoint &&
          (attempt->endpoint != 0 || g_strcmp0 (destination->url, attempt->url) == 0))
        return destination;
    }

  return hlc_attempt_list_add_destination (self, attempt);
}

/* The rows stand by id, the newest first: the one of @attempt, or where it is to stand. */
static HlcAttemptRow *
find_row (GtkListBox *list, HlcAttempt *attempt, int *position)
{
  GtkListBoxRow *row = NULL;

  for (*position = 0; (row = gtk_list_box_get_row_at_index (list, *position)) != NULL; *position += 1)
    {
      gint64 id = hlc_attempt_row_get_attempt (HLC_ATTEMPT_ROW (row))->id;

      if (id == attempt->id)
        return HLC_ATTEMPT_ROW (row);
      if (id < attempt->id)
        break;
    }

  return NULL;
}

static void
hlc_attempt_list_show_attempt (HlcAttemptList *self, HlcAttempt *attempt)
{
  Destination *destination = hlc_attempt_list_get_destination (self, attempt);
  int position = 0;
  HlcAttemptRow *row = find_row (destination->list, attempt, &position);
  GtkListBoxRow *oldest = NULL;

  destination->n_attempts++;
  if (row != NULL)
    {
      hlc_attempt_row_set_attempt (row, attempt);
      return;
    }
  if (position >= MAX_ROWS)
    return;

  gtk_list_box_insert (destination->list, hlc_attempt_row_new (self->store, self->ticker, attempt), position);
  oldest = gtk_list_box_get_row_at_index (destination->list, MAX_ROWS);
  if (oldest != NULL)
    gtk_list_box_remove (destination->list, GTK_WIDGET (oldest));
}

static void
destination_update_older (Destination *destination)
{
  guint n_older = destination->n_attempts > MAX_ROWS ? destination->n_attempts - MAX_ROWS : 0;
  g_autofree char *words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u older attempt is not shown",
                                                         "%'u older attempts are not shown", n_older),
                                            n_older);

  gtk_label_set_text (destination->older, words);
  gtk_widget_set_visible (GTK_WIDGET (destination->older), n_older > 0);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const HlcAttempt *one = *(HlcAttempt *const *) a;
  const HlcAttempt *other = *(HlcAttempt *const *) b;

  return one->id == other->id ? 0 : one->id > other->id ? -1 : 1;
}

static void
hlc_attempt_list_clear (HlcAttemptList *self)
{
  GtkWidget *child = NULL;

  g_ptr_array_set_size (self->destinations, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static void
hlc_attempt_list_dispose (GObject *object)
{
  HlcAttemptList *self = HLC_ATTEMPT_LIST (object);

  g_ptr_array_set_size (self->destinations, 0);
  g_clear_object (&self->ticker);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_attempt_list_parent_class)->dispose (object);
}

static void
hlc_attempt_list_finalize (GObject *object)
{
  g_clear_pointer (&HLC_ATTEMPT_LIST (object)->destinations, g_ptr_array_unref);

  G_OBJECT_CLASS (hlc_attempt_list_parent_class)->finalize (object);
}

static void
hlc_attempt_list_class_init (HlcAttemptListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_attempt_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_attempt_list_finalize;
}

static void
hlc_attempt_list_init (HlcAttemptList *self)
{
  self->destinations = g_ptr_array_new_with_free_func ((GDestroyNotify) destination_free);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * hlc_attempt_list_connect:
 * @store: where details are read from
 * @ticker: what keeps times right
 *
 * To be called once.
 */
void
hlc_attempt_list_connect (HlcAttemptList *self, HlcStore *store, HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_ATTEMPT_LIST (self));

  g_set_object (&self->store, store);
  g_set_object (&self->ticker, ticker);
}

/**
 * hlc_attempt_list_set_attempts:
 * @message: row id of their message
 * @attempts: (element-type HlcAttempt): all of them, in any order
 */
void
hlc_attempt_list_set_attempts (HlcAttemptList *self, gint64 message, GPtrArray *attempts)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  g_return_if_fail (HLC_IS_ATTEMPT_LIST (self));
  g_return_if_fail (self->store != NULL && attempts != NULL);

  for (guint i = 0; i < attempts->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (attempts, i));
  g_ptr_array_sort (sorted, compare_newest_first);

  if (self->message != message)
    hlc_attempt_list_clear (self);
  self->message = message;
  for (guint i = 0; i < self->destinations->len; i++)
    ((Destination *) g_ptr_array_index (self->destinations, i))->n_attempts = 0;
  for (guint i = 0; i < sorted->len; i++)
    hlc_attempt_list_show_attempt (self, g_ptr_array_index (sorted, i));
  for (guint i = 0; i < self->destinations->len; i++)
    destination_update_older (g_ptr_array_index (self->destinations, i));
  gtk_widget_set_visible (GTK_WIDGET (self), attempts->len > 0);
}

/** hlc_attempt_list_get_n_destinations: Returns: at how many places it was tried */
guint
hlc_attempt_list_get_n_destinations (HlcAttemptList *self)
{
  g_return_val_if_fail (HLC_IS_ATTEMPT_LIST (self), 0);

  return self->destinations->len;
}
