// Libraries of C that are loaded when one of their functions is first called, and not when the program starts: GDAL alone brings
// over a hundred others with it, and most commands need none of them.
//
// A target that stands for such a library has the library's own headers and, for each function that Homeward calls, a trampoline:
// a function of the same name and type that hands the call on. The library is not linked, and the target declares its functions
// as hidden, so that a call to one without a trampoline does not link and a trampoline stands in nobody else's way.
#ifndef HOMEWARD_CLOADER_H
#define HOMEWARD_CLOADER_H
#ifdef __cplusplus
#include <cstddef>
#include <tuple>

namespace homeward {

/// Loads a library and looks its functions up: all of them, or none.
///
/// - Parameters:
///   - library: Its name: `gdal` for libgdal.so.
///   - number: The number of the interface whose headers were seen: 32 for libgdal.so.32. Where no such file is here, the one
///     without a number is taken, which a machine has that builds programs.
///   - names: The names of the functions.
///   - functions: Where they are, in the order of the names; null where nothing is loaded.
/// - Returns: Null, or what stands in the way, as text that is never freed.
const char *load(const char *library, int number, const char *const *names, void **functions, std::size_t count);

template <typename Function> struct Signature;
template <typename R, typename... A> struct Signature<R(A...)> {
    using Result = R;
    template <std::size_t place> using Argument = std::tuple_element_t<place, std::tuple<A...>>;

    /// Calls what is at `function`; where nothing is, the answer is zero, null or nothing, as from a library that refuses.
    static R call(void *function, A... arguments) {
        if (function == nullptr) return R();
        return reinterpret_cast<R (*)(A...)>(function)(arguments...);
    }
};

} // namespace homeward

// A target lists its functions once, as `LIST(X)` with an `X(arguments, name)` for each, and spells the list out with the macros
// below. The compiler takes all types from the library's headers and refuses a wrong number of arguments.

/// A function's name.
#define HOMEWARD_NAME(arguments, name) #name,
/// Its place in the table.
#define HOMEWARD_PLACE(arguments, name) place_##name,
/// Its trampoline, which calls what is at `function(place)`.
#define HOMEWARD_TRAMPOLINE(arguments, name) \
    homeward::Signature<decltype(name)>::Result name(HOMEWARD_TAKEN_##arguments(name)) { \
        return homeward::Signature<decltype(name)>::call(function(place_##name) HOMEWARD_GIVEN_##arguments); \
    }

#define HOMEWARD_ARGUMENT(name, place) homeward::Signature<decltype(name)>::Argument<place> a##place
#define HOMEWARD_TAKEN_0(name)
#define HOMEWARD_TAKEN_1(name) HOMEWARD_ARGUMENT(name, 0)
#define HOMEWARD_TAKEN_2(name) HOMEWARD_TAKEN_1(name), HOMEWARD_ARGUMENT(name, 1)
#define HOMEWARD_TAKEN_3(name) HOMEWARD_TAKEN_2(name), HOMEWARD_ARGUMENT(name, 2)
#define HOMEWARD_TAKEN_4(name) HOMEWARD_TAKEN_3(name), HOMEWARD_ARGUMENT(name, 3)
#define HOMEWARD_TAKEN_5(name) HOMEWARD_TAKEN_4(name), HOMEWARD_ARGUMENT(name, 4)
#define HOMEWARD_TAKEN_6(name) HOMEWARD_TAKEN_5(name), HOMEWARD_ARGUMENT(name, 5)
#define HOMEWARD_TAKEN_7(name) HOMEWARD_TAKEN_6(name), HOMEWARD_ARGUMENT(name, 6)
#define HOMEWARD_TAKEN_8(name) HOMEWARD_TAKEN_7(name), HOMEWARD_ARGUMENT(name, 7)
#define HOMEWARD_TAKEN_9(name) HOMEWARD_TAKEN_8(name), HOMEWARD_ARGUMENT(name, 8)
#define HOMEWARD_TAKEN_10(name) HOMEWARD_TAKEN_9(name), HOMEWARD_ARGUMENT(name, 9)
#define HOMEWARD_TAKEN_11(name) HOMEWARD_TAKEN_10(name), HOMEWARD_ARGUMENT(name, 10)
#define HOMEWARD_TAKEN_12(name) HOMEWARD_TAKEN_11(name), HOMEWARD_ARGUMENT(name, 11)
#define HOMEWARD_TAKEN_13(name) HOMEWARD_TAKEN_12(name), HOMEWARD_ARGUMENT(name, 12)
#define HOMEWARD_TAKEN_14(name) HOMEWARD_TAKEN_13(name), HOMEWARD_ARGUMENT(name, 13)
#define HOMEWARD_GIVEN_0
#define HOMEWARD_GIVEN_1 , a0
#define HOMEWARD_GIVEN_2 HOMEWARD_GIVEN_1, a1
#define HOMEWARD_GIVEN_3 HOMEWARD_GIVEN_2, a2
#define HOMEWARD_GIVEN_4 HOMEWARD_GIVEN_3, a3
#define HOMEWARD_GIVEN_5 HOMEWARD_GIVEN_4, a4
#define HOMEWARD_GIVEN_6 HOMEWARD_GIVEN_5, a5
#define HOMEWARD_GIVEN_7 HOMEWARD_GIVEN_6, a6
#define HOMEWARD_GIVEN_8 HOMEWARD_GIVEN_7, a7
#define HOMEWARD_GIVEN_9 HOMEWARD_GIVEN_8, a8
#define HOMEWARD_GIVEN_10 HOMEWARD_GIVEN_9, a9
#define HOMEWARD_GIVEN_11 HOMEWARD_GIVEN_10, a10
#define HOMEWARD_GIVEN_12 HOMEWARD_GIVEN_11, a11
#define HOMEWARD_GIVEN_13 HOMEWARD_GIVEN_12, a12
#define HOMEWARD_GIVEN_14 HOMEWARD_GIVEN_13, a13
#endif
#endif
