import type { Entry, Register } from "./register.ts";

/** A register that ends with its process, for the demo and for tests. */
export function createMemoryRegister(): Register {
  const shelves = new Map<string, Map<string, Entry>>();
  return {
    async put(shelf, id, value, expected) {
      const entries = shelves.get(shelf) ?? new Map<string, Entry>();
      if ((entries.get(id)?.version ?? null) !== expected) return false;
      entries.set(id, { id, value: structuredClone(value), version: (expected ?? 0) + 1 });
      shelves.set(shelf, entries);
      return true;
    },
    get: async (shelf, id) => shelves.get(shelf)?.get(id) ?? null,
    list: async (shelf) => [...(shelves.get(shelf)?.values() ?? [])].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    async remove(shelf, id) {
      shelves.get(shelf)?.delete(id);
    },
    close: async () => undefined,
  };
}
