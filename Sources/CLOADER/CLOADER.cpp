#include "CLOADER.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace homeward {

const char *load(const char *library, int number, const char *const *names, void **functions, std::size_t count) {
    const std::string stem = std::string("lib") + library;
#ifdef __APPLE__
    // Homebrew's folder is not among those that are searched.
    const std::string files[] = {
        stem + "." + std::to_string(number) + ".dylib", stem + ".dylib", "/opt/homebrew/lib/" + stem + ".dylib"};
#else
    const std::string files[] = {stem + ".so." + std::to_string(number), stem + ".so"};
#endif
    std::string fault;
    for (const std::string &file : files) {
        // Its functions are asked for by name, so nobody else need see them.
        void *loaded = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (loaded == nullptr) {
            // The first file is the one that should be here.
            if (fault.empty()) fault = dlerror();
            continue;
        }
        std::size_t place = 0;
        while (place < count && (functions[place] = dlsym(loaded, names[place])) != nullptr) ++place;
        if (place == count) return nullptr;
        fault = file + " has no function " + names[place];
        std::fill_n(functions, count, nullptr);
        break;
    }
    return strdup(fault.c_str());
}

} // namespace homeward
