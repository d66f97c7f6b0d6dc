package io.streamsync.publish;

import io.streamsync.store.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a store was asked, in order. */
final class RecordingStore {
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final ObjectStore recorded;

  RecordingStore(ObjectStore store) {
    recorded =
        (ObjectStore)
            Proxy.newProxyInstance(
                RecordingStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  calls.add(
                      arguments == null ? method.getName() : method.getName() + " " + arguments[0]);
                  try {
                    return method.invoke(store, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  ObjectStore store() {
    return recorded;
  }

  /** Those of one operation, each with its path. */
  List<String> calls(String operation) {
    return calls.stream().filter(call -> call.startsWith(operation + " ")).toList();
  }
}
