// Generated from inventory.json (shop.inventory 1.0.0). Changes are lost when it is generated again.
/** Knows what is in stock and sets it aside for orders. */
export class InventoryClient {
    #caller;
    constructor(caller) {
        this.#caller = caller;
    }
    /** Everything the shop sells. */
    catalogue(options) {
        return this.#caller.call("inventory.catalogue", undefined, options, "readonly");
    }
}
