#ifndef HOMEWARD_CCRYPTO_H
#define HOMEWARD_CCRYPTO_H
#include <openssl/evp.h>
#endif
