/* SPDX-License-Identifier: Apache-2.0 */
#include "fake-resolver.h"

struct _FakeResolver
{
  GResolver parent_instance;

  GHashTable *names; /* (owned) (element-type utf8 utf8) */
  guint n_lookups;
};

G_DEFINE_FINAL_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static gboolean
is_wanted (GInetAddress *address, GResolverNameLookupFlags flags)
{
  GSocketFamily family = g_inet_address_get_family (address);

  return !(flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY && family == G_SOCKET_FAMILY_IPV6) &&
         !(flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY && family == G_SOCKET_FAMILY_IPV4);
}

static GList *
look_up (FakeResolver *self, const char *name, GResolverNameLookupFlags flags, GError **error)
{
  const char *addresses = g_hash_table_lookup (self->names, name);
  g_auto (GStrv) words = g_strsplit (addresses != NULL ? addresses : "", " ", -1);
  GList *list = NULL;

  self->n_lookups++;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (words[i]);

      if (address != NULL && is_wanted (address, flags))
        list = g_list_append (list, g_steal_pointer (&address));
    }

  if (list == NULL)
    g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No address for %s", name);

  return list;
}

static void
free_list (gpointer data)
{
  g_resolver_free_addresses (data);
}

static GList *
fake_resolver_lookup_by_name_with_flags (GResolver *resolver,
                                         const char *name,
                                         GResolverNameLookupFlags flags,
                                         GCancellable *cancellable,
                                         GError **error)
{
  return look_up (FAKE_RESOLVER (resolver), name, flags, error);
}

static GList *
fake_resolver_lookup_by_name (GResolver *resolver,
                              const char *name,
                              GCancellable *cancellable,
                              GError **error)
{
  return look_up (FAKE_RESOLVER (resolver), name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, error);
}

static void
fake_resolver_lookup_by_name_with_flags_async (GResolver *resolver,
                                               const char *name,
                                               GResolverNameLookupFlags flags,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  GList *list = look_up (FAKE_RESOLVER (resolver), name, flags, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, free_list);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GList *
fake_resolver_lookup_by_name_with_flags_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_finalize (GObject *object)
{
  g_hash_table_unref (FAKE_RESOLVER (object)->names);

  G_OBJECT_CLASS (fake_resolver_parent_class)->finalize (object);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_resolver_finalize;
  resolver_class->lookup_by_name = fake_resolver_lookup_by_name;
  resolver_class->lookup_by_name_with_flags = fake_resolver_lookup_by_name_with_flags;
  resolver_class->lookup_by_name_with_flags_async = fake_resolver_lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = fake_resolver_lookup_by_name_with_flags_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Makes it the process's resolver, for good: (transfer none). */
FakeResolver *
fake_resolver_install (void)
{
  FakeResolver *self = g_object_new (FAKE_TYPE_RESOLVER, NULL);

  g_resolver_set_default (G_RESOLVER (self));
  g_object_unref (self);

  return self;
}

/* @addresses: separated by a space each. */
void
fake_resolver_set (FakeResolver *self, const char *name, const char *addresses)
{
  g_hash_table_replace (self->names, g_strdup (name), g_strdup (addresses));
}

guint
fake_resolver_get_n_lookups (FakeResolver *self)
{
  return self->n_lookups;
}
